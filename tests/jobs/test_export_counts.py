"""Counts of data exports are asked for each quarter and on 1 January, by the market's clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from marketplace.jobs.sweep_deadlines import DEADLINES, act_on
from marketplace.models import DataExport
from marketplace.services.find_export_standing import path_settled
from tests.factories.exported import checked, filed

DUE = ("ask_export_counts", "remind_export_filing")
EXPORTS = "/compliance/data-exports"
AUTUMN = datetime(2026, 11, 28, 3, tzinfo=UTC)
LAST_EVENING = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
"midnight in Shanghai"
SPRING = datetime(2027, 4, 1, 1, tzinfo=UTC)


@pytest.fixture
def runtime(app):
    return app.extensions["marketplace"]


@pytest.fixture
def member(people, clock):
    clock.freeze(AUTUMN)
    return people.enterprise(people.park())


def sweep(runtime, member):
    """What is due of the member's exports; those of other tests stay as they are."""
    mine = sa.select(DataExport.id).where(DataExport.member_id == member.id)
    for due in (one for one in DEADLINES if one.what in DUE):
        with runtime.database.single_statements() as session:
            found = set(due.find(session)) & set(session.scalars(mine))
        for export in found:
            act_on(runtime, due, export)


def told(member):
    events = [n["event"] for n in member.get("/notifications").json]
    return sorted(event for event in events if event.startswith("export_"))


def settled(session, member, now):
    return path_settled(session, member_id=member.id, line_id=None, now=now)


def test_nothing_is_asked_before_the_quarter_ends(runtime, member, clock):
    checked(member)
    clock.freeze(LAST_EVENING)

    sweep(runtime, member)

    assert told(member) == []


def test_the_new_year_asks_once_for_counts_that_began_anew(runtime, member, clock):
    checked(member)
    clock.freeze(NEW_YEAR)

    sweep(runtime, member)
    sweep(runtime, member)

    assert told(member) == ["export_counts_reset"]


def test_counts_of_last_year_leave_the_path_open(session, member):
    export = checked(member)["export_id"]
    filed(member, export)

    assert settled(session, member, LAST_EVENING).may_go_live
    held = settled(session, member, NEW_YEAR)
    assert not held.may_go_live
    assert [f.facts["code"] for f in held.findings if f.code == "DATA-01"] == ["D10"]


def test_an_exemption_without_a_head_count_outlives_the_year(session, member):
    export = checked(member, contract_necessity=True)["export_id"]
    filed(member, export)

    assert settled(session, member, NEW_YEAR).may_go_live


def test_new_counts_settle_the_new_year_and_are_asked_again_in_spring(runtime, member, clock):
    export = checked(member)["export_id"]
    clock.freeze(NEW_YEAR)
    member.post(
        f"{EXPORTS}/{export}/counts",
        {"persons_since_january": 0, "sensitive_persons_since_january": 0},
    )
    sweep(runtime, member)
    assert told(member) == []

    clock.freeze(SPRING)
    sweep(runtime, member)

    assert told(member) == ["export_counts_due"]


def test_an_export_that_ended_is_not_asked_for(runtime, member, clock):
    export = checked(member)["export_id"]
    member.post(f"{EXPORTS}/{export}/end")
    clock.freeze(NEW_YEAR)

    sweep(runtime, member)

    assert told(member) == []


def test_a_standard_contract_in_effect_is_to_be_filed(runtime, member):
    export = checked(member, persons_since_january=100_000)["export_id"]
    contract = {"procedure": "standard_contract", "reference": "S", "granted_on": "2026-11-27"}
    filed(member, export, **contract)
    sweep(runtime, member)
    sweep(runtime, member)

    assert told(member) == ["export_file"]


def test_a_certificate_is_renewed_in_time(runtime, member, clock):
    export = checked(member, persons_since_january=100_000)["export_id"]
    filed(member, export, procedure="certification", reference="C", granted_on="2026-11-01")
    sweep(runtime, member)
    before = told(member)
    clock.freeze(datetime(2029, 4, 10, tzinfo=UTC))

    sweep(runtime, member)

    assert before == []
    assert "export_renew" in told(member)
