"""The trail of an object: who did what when, as far as the reader may know."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from marketplace.domain.roles import OrganisationKind, Role
from marketplace.security.identity import Identity
from marketplace.services.find_trail import SUBJECTS
from marketplace.web.pages.trails import OBJECTS, open_to
from marketplace.web.vocabulary import WORDS
from tests.factories.demand import Market
from tests.factories.kept import kept
from tests.factories.visitors import Visitor
from tests.factories.weighed import Weighed
from tests.web.page_table import all_rows
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture(scope="module")
def market(app, database):
    from tests.factories.people import People

    return Market(People(app, database))


def acts(page):
    """The acts on the page, newest first."""
    return re.findall(r"<strong>([^<]+)</strong>", page.text.partition('id="trail"')[2])


def trail(market):
    return f"/trail/group_buy/{market.path.rpartition('/')[2]}"


def test_an_overseer_reads_who_did_it_by_name(people, market):
    page = Visitor(people.reviewer(), "en").get(trail(market))

    assert acts(page)[-1] == "Created"
    assert "Opened for joining" in acts(page)


def test_a_member_reads_the_kind_of_who_did_it_and_its_own_by_name(market):
    member = market.member()

    page = Visitor(member, "en").get(trail(market))

    part = page.text.partition('id="trail"')[2]
    assert "Opened for joining" in acts(page) and "Park" in part
    assert market.park.email not in part


def test_who_may_not_read_the_object_is_told_that_there_is_none(people, market):
    stranger = people.enterprise(people.park())

    assert Visitor(stranger).get(trail(market)).status == 404


def test_every_subject_has_a_word_and_its_page_an_address(app):
    assert set(WORDS["subject"]) == SUBJECTS
    assert set(OBJECTS) <= SUBJECTS
    assert {endpoint for endpoint, _name in OBJECTS.values()} <= set(app.view_functions)


def test_a_trail_is_tidy_in_both_languages(people, market):
    assert_tidy_in_both_languages(people.observer(), trail(market))
    assert_tidy_in_both_languages(market.park, trail(market))


def test_an_object_s_page_leads_to_its_trail(market):
    page = Visitor(market.park).get(market.path)

    assert f'data-trail="{trail(market)}"' in page.text
    assert f'href="{trail(market)}"' in page.text


@kept
def awarded(people, clock):
    made = Weighed(people, clock)
    made.award_id = made.pick(made.solved("cheapest")).json["id"]
    return made


def test_who_reads_the_notice_reads_the_trail_of_the_award(awarded):
    trail = f"/trail/award/{awarded.award_id}"

    for reader in (awarded.park, awarded.carriers[-1]):
        page = Visitor(reader, "en").get(f"/notices/{awarded.award_id}")
        assert f'data-trail="{trail}"' in page.text
        assert "Award published" in acts(Visitor(reader, "en").get(trail))


def test_the_award_room_shows_the_trails_of_award_and_computation(awarded):
    page = Visitor(awarded.park, "en").get(f"{awarded.path}/award-room")

    (solve,) = re.findall(r'data-trail="(/trail/solve/[^"]+)"', page.text)
    assert f"/trail/award/{awarded.award_id}" in page.text
    assert "Computation asked for" in acts(Visitor(awarded.park, "en").get(solve))


def test_a_computation_has_no_trail_for_bidders_and_members(awarded):
    solve = awarded.park.get(f"/awards/{awarded.award_id}").json["solve_id"]

    assert Visitor(awarded.carriers[0]).get(f"/trail/solve/{solve}").status in (403, 404)


def test_an_overseer_is_led_to_the_pages_that_it_may_open(app):
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    may = {row.rule: row.may for row in all_rows() if row.method == "GET"}
    for role in (Role.OPERATOR, Role.OBSERVER, Role.REVIEWER):
        roles = frozenset({role})
        overseer = Identity(uuid4(), uuid4(), OrganisationKind.PLATFORM, True, None, roles)

        opened = {one for one, (page, _name) in OBJECTS.items() if str(role) in may[rules[page]]}
        assert open_to(overseer) == opened
