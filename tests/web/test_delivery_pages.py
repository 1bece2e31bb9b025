"""Installation, complaints and savings on pages: read by those concerned, done by forms."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import Line
from tests.factories import delivered
from tests.factories.delivered import KINDS, PDF, finish, installation, pass_test, step
from tests.factories.kept import kept
from tests.factories.locked import Awarded
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy, assert_tidy_in_both_languages


@kept
def market(people, clock):
    """Three members in force; `line` is the first one's."""
    market = Awarded(people, clock, *([{"present_monthly_minor": 2_500_000}] for _ in range(3)))
    market.member, market.carrier = market.members[0], market.carriers[0]
    market.contract = delivered.in_force(market)
    market.line = installation(market.carrier, market.contract["id"])
    market.path = f"/installation/lines/{market.line['id']}"
    return market


def test_the_pages_of_an_installation_are_tidy(market, people):
    pass_test(market.carrier, market.line)
    milestone = f"/installation/milestones/{step(market.line, 'survey')['id']}"

    for reader in (market.member, market.carrier, people.reviewer()):
        assert_tidy_in_both_languages(reader, "/installation", market.path, milestone)
    assert_tidy_in_both_languages(market.park, f"/installation/group-buys/{market.id}")


def test_the_carrier_moves_and_finishes_steps_by_forms(market):
    visitor = Visitor(market.carrier, "en")
    today = delivered.today(market.carrier).isoformat()

    visitor.get(f"/installation/milestones/{step(market.line, 'survey')['id']}")
    moved = visitor.send("/delay", expected_on="2034-12-01", reason="No access to the riser")
    visitor.get(f"/installation/milestones/{step(market.line, 'survey')['id']}")
    done = visitor.send("/finish", done_on=today, note="Seen", evidence_id=PDF)

    assert "No access to the riser" in moved.text and moved.status == 200
    assert "Seen" in done.text and "/evidence" in done.text
    assert step(installation(market.member, market.contract["id"]), "survey")["state"] == "done"


def test_an_impossible_round_trip_is_refused_beside_its_field(market):
    visitor = Visitor(market.carrier, "en")
    visitor.get(market.path)

    page = visitor.send("/test", rtt_us="0.001", throughput_mbps="100")

    assert page.status == 422
    assert 'id="e-rtt_us"' in page.text and "Faster than light" in page.text


def test_a_line_goes_live_from_its_page(market):
    visitor = Visitor(market.carrier, "en")
    visitor.get(market.path)
    tested = visitor.send("/test", rtt_us="20", throughput_mbps="100", evidence_id=PDF)
    finish(market.carrier, market.line, *KINDS)
    visitor.get(market.path)

    visitor.send("/live")

    assert "The test has passed." in tested.text
    assert "last day of the term" in Visitor(market.member, "en").get(market.path).text


def test_a_company_complains_from_its_line_and_is_answered(market):
    company, carrier = Visitor(market.member, "en"), Visitor(market.carrier, "en")
    company.get(f"/complaints/new?line={market.line['id']}")
    filed = company.send("/new", subject="Late", text="Nobody came.", evidence_id=PDF)
    carrier.get(filed.path)
    answered = carrier.send("/answer", text="Tomorrow.")
    company.get(filed.path)
    closed = company.send("/close")

    assert "Shanghai Communications Administration" in filed.text
    assert "To be answered by" in filed.text
    assert "Tomorrow." in answered.text
    assert not [form for form in closed.parsed.forms if form.action.startswith(filed.path)]


def test_the_pages_of_the_desk_are_tidy(market):
    company = Visitor(market.member, "en")
    company.get(f"/complaints/new?line={market.line['id']}")
    path = company.send("/new", subject="晚点", text="没人来。").path

    for reader in (market.member, market.carrier, market.park):
        assert_tidy_in_both_languages(reader, "/complaints", path)
    assert_tidy_in_both_languages(market.member, "/complaints/new")


def test_what_is_missing_in_a_complaint_is_said_beside_its_field(market):
    company = Visitor(market.member, "en")
    company.get("/complaints/new")

    page = company.send("/new", subject="", text="x")

    assert page.status == 422 and 'id="e-subject"' in page.text


def test_the_way_to_the_authority_is_offered_after_an_answer_in_vain(market):
    company = Visitor(market.member, "en")
    company.get(f"/complaints/new?line={market.line['id']}")
    filed = company.send("/new", subject="Late", text="Nobody came.")
    assert not [form for form in filed.parsed.forms if form.action.endswith("/escalate")]
    path = f"/service-complaints/{filed.path.rpartition('/')[2]}"
    market.carrier.post(f"{path}/answer", json={"text": "No."})
    company.get(filed.path)

    page = company.send("/escalate")

    assert "With the authority" in page.text


def test_published_savings_are_open_to_strangers_and_name_nobody(market, clock, app):
    for number in (1, 2):
        delivered.in_force(market, number)
    clock.advance(days=1)
    stranger = app.test_client()

    whole = stranger.get("/savings", headers={"Accept-Language": "en"}).text
    one = stranger.get(f"/savings/group-buys/{market.id}", headers={"Accept-Language": "en"}).text

    assert "¥723,000" in one and "19.66%" in one
    assert "What group buying has saved" in whole
    assert not [m.name for m in market.members if m.name in whole + one]


def test_a_member_documents_its_present_contract(market):
    with market.people.database.single_statements() as session:
        line = session.scalars(sa.select(Line).where(Line.member_id == market.member.id)).one()
    visitor = Visitor(market.member, "en")
    visitor.get(f"/savings/lines/{line.id}")

    page = visitor.send(str(line.id), evidence_id=PDF)

    assert "only your organisation reads it" in page.text
    own = visitor.get("/savings/own")
    assert "Document on record" in own.text and "¥59,000" in own.text
    assert visitor.get(f"/savings/lines/{line.id}/evidence").answer.data == PDF


def test_the_pages_of_savings_are_tidy(market):
    with market.people.database.single_statements() as session:
        mine = sa.select(Line.id).where(Line.member_id == market.member.id)
        line_id = session.scalars(mine).one()
    paths = "/savings", "/savings/own", f"/savings/lines/{line_id}"

    assert_tidy_in_both_languages(market.member, *paths, f"/savings/group-buys/{market.id}")
    assert_tidy(Visitor(market.carrier).get("/savings"), "zh")
