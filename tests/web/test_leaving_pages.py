"""Leaving on the pages: what stands in the way, a plain confirmation, and what goes when."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.domain.roles import OrganisationKind
from marketplace.models import Organisation, User
from tests.factories.demand import Market
from tests.factories.leaving import draft_of, leave
from tests.factories.uploads import upload
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


def state_of(database, actor):
    with database.unit_of_work() as session:
        return session.get_one(Organisation, actor.id).state


def test_a_user_finds_the_way_out_on_the_account_and_leaves(people, database):
    carrier = people.carrier()
    visitor = Visitor(carrier)

    assert "/account/leave" in visitor.get("/account").text
    visitor.get("/account/leave")
    left = visitor.send("/account/leave", confirm="on", reason="合并")

    assert left.path == "/" and "贵机构已退出平台" in left.text
    assert state_of(database, carrier) == "left"
    assert visitor.get("/account").path == "/login"


def test_without_the_confirmation_nothing_happens(people, database):
    park = people.park()
    visitor = Visitor(park)
    visitor.get("/account/leave")

    again = visitor.send("/account/leave")

    assert again.status == 422 and state_of(database, park) == "confirmed"


@pytest.mark.parametrize(
    ("language", "says"),
    [("zh", "已参加团购“临港跨境专线团购”"), ("en", "It takes part in “Lingang group buy”")],
)
def test_everything_in_the_way_stands_there_with_its_link(people, language, says):
    market = Market(people)
    member = market.member()
    market.join(member)
    draft = draft_of(member)

    page = Visitor(member, language).get("/account/leave")

    assert says in page.text
    assert f'href="/group-buys/{market.id}"' in page.text
    assert f'href="/group-buys/{draft}"' in page.text
    with pytest.raises(LookupError):
        page.form("/account/leave")


def test_what_came_in_the_way_meanwhile_is_told(people, database):
    park = people.park()
    visitor = Visitor(park)
    visitor.get("/account/leave")
    draft_of(park)

    held = visitor.send("/account/leave", confirm="on")

    assert held.status == 409 and "还有1件事须先了结" in held.text.replace(" ", "")
    assert state_of(database, park) == "confirmed"


def test_an_operator_records_a_leaving_and_sees_when_the_persons_go(people, database):
    carrier = people.carrier()
    visitor = Visitor(people.operator())
    visitor.get(f"/organisations/{carrier.id}")

    done = visitor.send("/leave", reason="注销登记")

    assert "已记录该机构退出平台" in done.text and "注销登记" in done.text
    assert state_of(database, carrier) == "left"
    listed = visitor.get("/retention")
    assert f"/organisations/{carrier.id}" in listed.text and "SEC-04" in listed.text


def test_a_reviewer_has_no_such_form(people):
    carrier = people.carrier()
    page = Visitor(people.reviewer()).get(f"/organisations/{carrier.id}")

    with pytest.raises(LookupError):
        page.form("/leave")


def test_what_goes_when_counts_users_and_files(people, database):
    park, operator = people.park(), people.operator()
    member = people.enterprise(park)
    upload(member)
    with database.unit_of_work() as session:
        user = session.get_one(User, park.identity.user_id)
        user.active, user.deactivated_at = False, sa.func.market_now()

    found = operator.get("/retention").json

    assert found["orphans"] >= 1 and found["orphans_first_on"]
    assert str(park.id) in {one["organisation"]["id"] for one in found["former_users"]}


def test_the_pages_are_tidy_in_both_languages(people):
    leave(people.make(OrganisationKind.CARRIER))
    market = Market(people)
    member = market.member()
    market.join(member)

    assert_tidy_in_both_languages(member, "/account/leave", "/account")
    assert_tidy_in_both_languages(people.carrier(), "/account/leave")
    operator = people.operator()
    paths = f"/organisations/{member.id}", f"/organisations/{market.carrier.id}"
    assert_tidy_in_both_languages(operator, "/retention", "/duties", *paths)
