"""The organiser's and the members' pages from the locked demand to drawn contracts, by forms."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.jobs.solve_award import solve_award
from marketplace.models import Solve
from pricing.award import verify
from tests.factories.kept import kept
from tests.factories.locked import Awarded, Locked, Opened, two_quotes
from tests.factories.screened import screen
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def awarded(people, clock):
    return Awarded(people, clock)


@kept
def opened(people, clock):
    return Opened(people, clock)


def test_the_pages_are_tidy_in_both_languages_before_the_due_time(people):
    people.carrier()
    locked = Locked(people, [{}], [{"corridor": "SHA-SIN"}])

    assert_tidy_in_both_languages(locked.park, f"/group-buys/{locked.id}/rfq", "/notices")
    rfq = locked.issue()
    assert_tidy_in_both_languages(locked.park, f"/rfqs/{rfq['id']}/room")
    assert_tidy_in_both_languages(people.observer(), f"/rfqs/{rfq['id']}/room")


def test_the_pages_are_tidy_in_both_languages_after_the_opening(people, clock):
    opened = Opened(people, clock, [{}], [{"corridor": "SHA-SIN"}])
    rooms = [f"/rfqs/{opened.rfq['id']}/{room}" for room in ("room", "award-room")]

    assert_tidy_in_both_languages(opened.park, *rooms)
    opened.park.post(f"/rfqs/{opened.rfq['id']}/solves")
    assert_tidy_in_both_languages(opened.park, *rooms)
    opened.solve()
    assert_tidy_in_both_languages(opened.park, *rooms)
    assert_tidy_in_both_languages(people.observer(), *rooms)


def test_the_pages_are_tidy_in_both_languages_after_the_award(awarded, people):
    notice, lines = f"/notices/{awarded.award_['id']}", f"/awards/{awarded.award_['id']}/lines"
    for reader in (awarded.park, awarded.members[0], awarded.carriers[0], people.observer()):
        assert_tidy_in_both_languages(reader, "/notices", notice, lines)
    assert_tidy_in_both_languages(awarded.members[0], f"{lines}/contracts")
    awarded.contracts()
    for reader in (awarded.park, awarded.members[0], awarded.carriers[0], people.observer()):
        assert_tidy_in_both_languages(reader, lines)


def test_the_way_by_forms_from_the_locked_demand_to_the_award(people, clock, app):
    carriers = [people.carrier(), people.carrier()]
    locked = Locked(people, [{}], [{}])
    park = Visitor(locked.park)
    due = clock.now() + timedelta(days=2)
    park.get(f"/group-buys/{locked.id}/rfq")
    room = park.send("/rfq/issue", quotes_due_at=local(due), min_quotes="2")
    assert "还剩" not in room.text and "data-countdown" in room.text
    two_quotes(people, {"id": room.path.split("/")[2]}, carriers=carriers)

    clock.advance(days=3)
    park.get(room.path)
    opened = park.send("/room/open")
    assert "与回执一致" in opened.text
    solve_every(app, locked)
    waiting = park.get(room.path.replace("/room", "/award-room"))
    assert "报价正在核查" in waiting.text
    screen(app, room.path.split("/")[2])
    park.get(room.path.replace("/room", "/award-room"))
    notice = park.send("/award-room/publish", reason="总成本最低。")

    assert notice.path.startswith("/notices/")
    assert "总成本最低。" in notice.text and carriers[0].name not in notice.text


def test_the_way_by_forms_from_the_award_to_drawn_contracts(awarded):
    lines = f"/awards/{awarded.award_['id']}/lines"
    for member in awarded.members:
        visitor = Visitor(member)
        visitor.get(lines)
        assert "已接受" in visitor.send("/lines/accept").text
    park = Visitor(awarded.park)
    park.get(lines)

    settled = park.send("/lines/settle")

    assert settled.text.count("XB-") == len(awarded.members)
    assert "/contracts/" in Visitor(awarded.members[0]).get(lines).text


def test_a_line_is_declined_with_a_reason_that_the_organiser_reads(awarded):
    lines = f"/awards/{awarded.award_['id']}/lines"
    visitor = Visitor(awarded.members[0])
    visitor.get(lines)

    said = {"answers-0-answer": "decline", "answers-0-reason": "现有合同已续签"}
    visitor.send_fields("/answers", said)

    assert "现有合同已续签" in Visitor(awarded.park).get(lines).text
    assert "现有合同已续签" not in Visitor(awarded.carriers[0]).get(lines).text


@pytest.mark.parametrize(
    ("language", "fault"), [("zh", "应晚于当前时间"), ("en", "It must lie in the future.")]
)
def test_a_due_time_in_the_past_keeps_what_was_typed(people, language, fault):
    people.carrier()
    locked = Locked(people, [{}])
    visitor = Visitor(locked.park, language)
    visitor.get(f"/group-buys/{locked.id}/rfq")

    page = visitor.send("/rfq/issue", quotes_due_at="2020-01-01T10:00", min_quotes="3")

    assert page.status == 422
    assert fault in page.text
    assert 'value="2020-01-01T10:00"' in page.text and 'value="3"' in page.text


def test_a_reason_too_long_is_shown_again(awarded):
    visitor = Visitor(awarded.members[0], "en")
    visitor.get(f"/awards/{awarded.award_['id']}/lines")

    said = {"answers-0-answer": "decline", "answers-0-reason": "x" * 1001}
    page = visitor.send_fields("/answers", said)

    assert page.status == 422
    assert "x" * 1001 in page.text and 'aria-invalid="true"' in page.text


def test_quotes_cannot_be_opened_early_by_a_form_made_up(people):
    people.carrier()
    locked = Locked(people, [{}])
    path = f"/rfqs/{locked.issue()['id']}/room"
    visitor = Visitor(locked.park, "en")
    page = visitor.get(path)
    assert "/room/open" not in page.text
    token = page.form("/language/zh").values["csrf_token"]

    answer = visitor.client.post(f"{path}/open", data={"csrf_token": token})

    assert answer.status_code == 409


def test_before_the_due_time_the_room_tells_nothing_of_quotes(people):
    carriers = [people.carrier(), people.carrier()]
    locked = Locked(people, [{}])
    rfq = locked.issue()
    before = Visitor(locked.park).get(f"/rfqs/{rfq['id']}/room").text
    two_quotes(people, rfq, carriers=carriers)

    after = Visitor(locked.park).get(f"/rfqs/{rfq['id']}/room").text

    assert without_tokens(before) == without_tokens(after)


def test_only_organiser_and_overseers_enter_the_rooms(opened, people):
    solve = opened.solve()
    strangers = [people.park(), opened.members[0], opened.carriers[0]]
    for who in strangers:
        visitor = Visitor(who)
        for room in (
            f"/rfqs/{opened.rfq['id']}/room",
            f"/rfqs/{opened.rfq['id']}/award-room",
            f"/rfqs/{opened.rfq['id']}/award-room/progress",
            f"/solves/{solve}/problem.json",
        ):
            assert visitor.get(room).status == 404, room


def test_the_documents_verify_with_the_pricing_command(opened):
    solve = opened.solve()
    client = Visitor(opened.park).client

    problem = client.get(f"/solves/{solve}/problem.json")
    result = client.get(f"/solves/{solve}/result.json")

    assert "attachment" in result.headers["Content-Disposition"]
    assert verify(problem.json, result.json) == []


def test_the_progress_says_when_a_solve_has_ended(opened, people):
    asked = opened.park.post(f"/rfqs/{opened.rfq['id']}/solves").json["id"]
    progress, park = f"/rfqs/{opened.rfq['id']}/award-room/progress", Visitor(opened.park)
    assert 'data-working="1"' in park.get(progress).text

    solve_award(opened.people.app.extensions["marketplace"], solve_id=asked)

    assert 'data-working="0"' in park.get(progress).text


def test_a_company_of_the_park_that_did_not_join_reads_the_notice(awarded, people):
    neighbour = people.enterprise(awarded.park)
    visitor = Visitor(neighbour)

    page = visitor.get("/notices")

    assert f"/notices/{awarded.award_['id']}" in page.text
    assert visitor.get(f"/notices/{awarded.award_['id']}").status == 200
    assert visitor.get(f"/awards/{awarded.award_['id']}/lines").status == 404


def test_a_stranger_reads_no_notice(awarded, people):
    visitor = Visitor(people.enterprise(people.park()))

    assert awarded.award_["id"] not in visitor.get("/notices").text
    assert visitor.get(f"/notices/{awarded.award_['id']}").status == 404


def test_a_member_reads_only_its_own_lines(awarded):
    page = Visitor(awarded.members[0], "en").get(f"/awards/{awarded.award_['id']}/lines")

    assert page.text.count("<article") == 1
    assert awarded.members[1].name not in page.text


def local(instant):
    """As it is typed into the form: Shanghai time."""
    return (instant + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M")


def without_tokens(text):
    """The page without what differs from load to load."""
    return re.sub(r'value="[^"]{20,}"|data-now="[^"]+"', "", text)


def solve_every(app, locked):
    with app.extensions["marketplace"].database.single_statements() as session:
        waiting = session.scalars(sa.select(Solve.id).where(Solve.group_buy_id == locked.id)).all()
    for solve in waiting:
        solve_award(app.extensions["marketplace"], solve_id=str(solve))
