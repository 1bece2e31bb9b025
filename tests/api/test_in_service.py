"""Lines in service: the filing with public security, and what a late carrier owes."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.domain.activation import filing_reminder_due, least_compensation
from marketplace.domain.working_days import end_of_day
from marketplace.i18n.commitment_texts import LETTER_VERSION, letter_sha256
from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from marketplace.models import Commitment, ContractLine, Notification
from tests.factories.contracting import drawn, in_force
from tests.factories.delivered import install, installation, today
from tests.factories.enrolling import codes
from tests.factories.findings import findings, one
from tests.factories.kept import kept
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@kept
def contract(people):
    """In force, its only line ready to go live."""
    contract = next(drawn(people, 1))
    in_force(contract.member, contract.carrier, contract.id)
    install(contract.carrier, contract.id)
    return contract


@kept
def live(contract, people):
    return go_live(contract, people, days_late=0)


@kept
def late(contract, people):
    return go_live(contract, people, days_late=3)


def go_live(contract, people, *, days_late):
    """The line of the contract, live today, so many days after it was promised for."""
    line = installation(contract.carrier, contract.id)
    promised = today(contract.carrier) - timedelta(days=days_late)
    with people.database.unit_of_work() as session:
        own = sa.update(ContractLine).where(ContractLine.id == line["id"])
        session.execute(own.values(due_on=promised))
    body = {"live_on": today(contract.carrier).isoformat()}
    path = f"{contract.path}/lines/{line['id']}/report-live"
    answer = contract.carrier.post(path, json=body)
    assert answer.status_code == 200, answer.json
    contract.line = installation(contract.carrier, contract.id)
    contract.line_path = f"/contract-lines/{line['id']}"
    return contract


def file(contract, by=None, **changes):
    day = today(contract.member).isoformat()
    body = {"security_filing": "31011500001", "security_filed_on": day} | changes
    return (by or contract.member).post(f"{contract.line_path}/security-filing", body)


def pay(contract, minor, by=None, **changes):
    day = today(contract.carrier).isoformat()
    body = {"late_compensation_minor": minor, "late_compensated_on": day} | changes
    return (by or contract.carrier).post(f"{contract.line_path}/late-compensation", body)


def test_a_live_line_warns_its_company_until_the_filing_is_recorded(live):
    found = one(live.member, "USE-10", gate="activation")
    assert found["standing"] == "warned"
    assert found["says"][0]["link"].endswith(f"{live.line['id']}#f-security_filing")

    done = file(live)

    assert (done.status_code, done.json["security_filing"]) == (200, "31011500001")
    stands = [f["standing"] for f in findings(live.member, rule="USE-10")]
    assert stands == ["met", "met"]


def test_a_filing_is_recorded_once_and_may_be_corrected(live):
    first = file(live)
    same = file(live)
    corrected = file(live, security_filing="31011500002")

    assert same.json == first.json
    assert corrected.json["security_filing"] == "31011500002"
    assert len(findings(live.member, rule="USE-10", gate="operate")) == 1


def test_only_the_company_files_and_only_what_is_past(live, people):
    tomorrow = (today(live.member) + timedelta(days=1)).isoformat()

    assert file(live, by=live.carrier).status_code == 403
    assert file(live, by=people.reviewer()).status_code == 403
    assert file(live, by=people.enterprise(people.park())).status_code == 404
    assert codes(file(live, security_filed_on=tomorrow)) == [("/security_filed_on", "day_to_come")]


def test_a_line_that_is_not_live_has_no_filing(contract):
    contract.line_path = f"/contract-lines/{installation(contract.carrier, contract.id)['id']}"

    assert file(contract).json["code"] == "not_live"
    contract.line_path = f"/contract-lines/{uuid4()}"
    assert file(contract).status_code == 404


def test_a_late_line_warns_its_carrier_until_the_payment_is_recorded(late):
    assert late.line["delivered_late"] == 3
    assert one(late.carrier, "SELL-09b")["standing"] == "warned"
    assert findings(late.member, rule="SELL-09b") == []
    least = late.line["least_compensation_minor"]

    paid = pay(late, least)

    assert (paid.status_code, paid.json["late_compensation_minor"]) == (200, least)
    assert one(late.carrier, "SELL-09b")["standing"] == "met"


def test_less_than_the_law_asks_for_is_refused_with_the_amount(late):
    least = late.line["least_compensation_minor"]
    assert least > 0

    refused = pay(late, least - 1)

    assert codes(refused) == [("/late_compensation_minor", "compensation_too_low")]
    assert f"{least / 100:.2f}" in refused.json["errors"][0]["messages"]["en"]


def test_only_the_carrier_of_a_late_line_pays(late, people):
    assert pay(late, 10**6, by=late.member).status_code == 403
    assert pay(late, 10**6, by=people.carrier()).status_code == 404


def test_a_line_in_time_owes_nothing(live):
    assert (live.line["delivered_late"], live.line["least_compensation_minor"]) == (0, 0)
    assert one(live.carrier, "SELL-09b")["standing"] == "met"
    assert pay(live, 10**6).json["code"] == "not_late"


def test_the_sweep_reminds_three_times_and_asks_the_operation_gate(live, app, database, clock):
    due = [one for one in DEADLINES if one.what == "remind_security_filing"]
    began = date.fromisoformat(live.line["live_on"])

    def told_after(days):
        clock.freeze(end_of_day(began + timedelta(days=days)) - timedelta(hours=1))
        for _ in range(2):
            sweep_deadlines(app.extensions["marketplace"], due)
        query = sa.select(Notification.id).where(
            Notification.event == "security_filing_due",
            Notification.user_id == live.member.identity.user_id,
        )
        with database.single_statements() as session:
            return len(session.scalars(query).all())

    assert [told_after(days) for days in (19, 20, 29, 30, 31, 60)] == [0, 1, 1, 2, 3, 3]
    found = one(live.member, "USE-10", gate="operate")
    assert found["standing"] == "warned" and "was due" in found["says"][0]["messages"]["en"]


def test_a_letter_that_ran_out_is_held_in_operation_until_it_is_signed_anew(
    live, app, database, clock
):
    with database.unit_of_work() as session:
        own = sa.update(Commitment).where(Commitment.line_id == live.line["line_id"])
        earlier = Commitment.signed_at - timedelta(days=60)
        session.execute(own.values(signed_at=earlier).execution_options(synchronize_session=False))
    renew = [one for one in DEADLINES if one.what == "remind_commitment"]
    clock.freeze(end_of_day(date.fromisoformat(live.line["ends_on"])) - timedelta(hours=1))
    sweep_deadlines(app.extensions["marketplace"], renew)
    assert one(live.member, "USE-05b")["standing"] == "held"

    body = {"line_ids": [live.line["line_id"]], "text_sha256": letter_sha256(LETTER_VERSION)}
    body |= {"signer_name": "李示例", "capacity": "authorised"}
    assert live.member.post("/commitments", body).status_code == 201

    assert one(live.member, "USE-05b")["standing"] == "met"


def test_nobody_is_reminded_of_what_is_filed(live, app, clock):
    file(live)
    due = [one for one in DEADLINES if one.what == "remind_security_filing"]
    clock.freeze(end_of_day(date.fromisoformat(live.line["live_on"]) + timedelta(days=25)))

    sweep_deadlines(app.extensions["marketplace"], due)

    told = live.member.get("/notifications").json
    assert "security_filing_due" not in {n["event"] for n in told}


@pytest.mark.parametrize(
    ("minor", "days", "least"), [(0, 9, 0), (10_000, 1, 100), (10_001, 1, 101), (300_000, 3, 9000)]
)
def test_a_day_late_costs_one_percent_of_the_fee_rounded_up(minor, days, least):
    assert least_compensation(minor, days) == least


@pytest.mark.parametrize(("since", "due"), [(19, None), (20, 20), (29, 20), (30, 30), (400, 31)])
def test_the_last_reminder_that_has_come_is_due(since, due):
    assert filing_reminder_due(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=since)) == due


def test_both_are_recorded_on_the_page_of_the_line(late):
    page = f"/installation/lines/{late.line['id']}"
    member, carrier = Visitor(late.member), Visitor(late.carrier)
    assert_tidy_in_both_languages(late.member, page)
    assert_tidy_in_both_languages(late.carrier, page)
    member.get(page)
    carrier.get(page)

    filed = member.send("/security-filing", security_filing="31011500009")
    short = carrier.send("/late-compensation", late_compensation_minor="0.01")
    least = late.line["least_compensation_minor"]
    paid = carrier.send("/late-compensation", late_compensation_minor=f"{least / 100:.2f}")

    assert "31011500009" in filed.text
    assert short.status == 422 and 'href="#f-late_compensation_minor"' in short.text
    assert paid.status == 200 and late.member.get(late.line_path).json["late_compensated_on"]
