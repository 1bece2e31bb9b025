"""Two nodes whose own clocks are days apart, from the acceptance's window to the contract's end.

As in test_clocks_apart.py: before, at, and then both sweep: one effect.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from marketplace.domain.working_days import end_of_day
from marketplace.models import Notification
from tests.factories import delivered
from tests.factories.contracting import drawn, printed
from tests.factories.delivered import install, installation, step
from tests.factories.locked import Awarded
from tests.factories.short import StillShort
from tests.factories.waiting import Waited

SECOND = timedelta(seconds=1)
TOO_LATE = (409, "too_late")
DONE = (200, None)


def test_a_place_is_taken_during_the_window_of_acceptance_only(apart):
    market = Waited(apart.people, apart.clock, {}, {})
    for at in (0, 1):
        market.decline(at)
    opens, due = (
        datetime.fromisoformat(market.award_[f"acceptance_{at}_at"]) for at in ("opens", "due")
    )

    apart.clock.freeze(opens - SECOND)
    too_early = apart.both(market.waiting[0], market.path())
    apart.clock.freeze(due - SECOND)
    in_time = apart.ask(0, market.waiting[0], market.path())
    apart.sweep()
    before = apart.events("award", market.award_["id"])
    apart.clock.freeze(due)
    too_late = apart.both(market.waiting[1], market.path(1))
    apart.sweep()

    assert too_early == [(409, "too_early")] * 2
    assert (in_time, too_late) == (DONE, [TOO_LATE] * 2)
    assert "settle" not in before
    assert apart.events("award", market.award_["id"]).count("settle") == 1


def still_short(apart):
    """A market whose carrier is asked to confirm, how it does, and until when."""
    market = StillShort(apart.people, apart.clock)
    asked = market.confirmation()
    path = f"/award-confirmations/{asked['id']}"
    return market, path, datetime.fromisoformat(asked["due_at"])


def test_a_confirmation_counts_until_the_second(apart):
    market, path, due = still_short(apart)

    apart.clock.freeze(due - SECOND)
    apart.sweep()
    in_time = apart.ask(0, market.carriers[0], f"{path}/confirm")
    apart.clock.freeze(due)
    again = apart.both(market.carriers[0], f"{path}/confirm")
    apart.sweep()

    assert (in_time, again) == (DONE, [(409, "confirmation_decided")] * 2)
    assert len(market.contracts_of(0)) == 1


def test_silence_releases_once_and_nothing_is_confirmed_after_it(apart):
    market, path, due = still_short(apart)
    confirmation = market.confirmation()

    apart.clock.freeze(due)
    too_late = [apart.both(market.carriers[0], f"{path}/{act}") for act in ("confirm", "release")]
    apart.sweep()

    assert too_late == [[TOO_LATE] * 2] * 2
    assert apart.events("award_confirmation", confirmation["id"]).count("release") == 1
    assert (market.state(), market.contracts_of(0)) == ("failed", [])


def test_a_contract_is_signed_until_the_second_and_lapses_once(apart):
    signed, late = drawn(apart.people, 2)
    body = {
        one.id: {"document_sha256": printed(one.carrier, one.id)["document_sha256"]}
        for one in (signed, late)
    }
    due = datetime.fromisoformat(late.now()["sign_due_at"])

    def sign(node, one, party):
        return apart.ask(node, party, f"{one.path}/sign", body[one.id])

    apart.clock.freeze(due - SECOND)
    apart.sweep()
    in_time = [sign(0, signed, signed.member), sign(1, signed, signed.carrier)]
    half = sign(0, late, late.member)
    apart.clock.freeze(due)
    too_late = [sign(node, late, late.carrier) for node in range(2)]
    apart.sweep()

    assert (in_time, half, too_late) == ([DONE] * 2, DONE, [TOO_LATE] * 2)
    assert (signed.now()["state"], late.now()["state"]) == ("in_force", "cancelled")
    assert apart.events("contract", late.id).count("lapse") == 1


@pytest.fixture
def installing(apart):
    """A contract in force of three lines."""
    market = Awarded(apart.people, None, [{}, {}, {}])
    (market.member,), market.carrier = market.members, market.carriers[0]
    market.contract = delivered.in_force(market)
    return market


def told(apart, event, actor):
    """How often the actor was told of the event."""
    query = sa.select(sa.func.count()).where(
        Notification.event == event, Notification.user_id == actor.identity.user_id
    )
    with apart.people.database.single_statements() as session:
        return session.scalar(query)


def test_a_complaints_clock_is_kept_to_the_second_and_told_once(apart, installing):
    line = installation(installing.carrier, installing.contract["id"])
    body = {
        "group_buy_id": str(installing.id),
        "contract_line_id": line["id"],
        "to_carrier": True,
        "category": "quality",
        "subject": "Loss",
        "text": "Packets are lost.",
    }
    filed = installing.member.post("/service-complaints", json=body).json
    due, path = datetime.fromisoformat(filed["answer_due_at"]), f"/service-complaints/{filed['id']}"

    apart.clock.freeze(due - SECOND)
    too_early = apart.both(installing.member, f"{path}/escalate")
    apart.sweep()
    before = told(apart, "complaint_overdue", installing.member)
    apart.clock.freeze(due)
    apart.sweep()
    once = told(apart, "complaint_overdue", installing.member)
    escalated = apart.ask(1, installing.member, f"{path}/escalate")

    assert too_early == [(409, "complaint_clock_runs")] * 2
    assert (before, once, escalated) == (0, 1, DONE)
    assert apart.events("service_complaint", filed["id"]).count("overdue") == 1


def test_a_step_is_in_time_until_its_day_is_over_and_told_late_once(apart, installing):
    lines = [installation(installing.carrier, installing.contract["id"], n) for n in range(3)]
    steps = [step(line, "survey") for line in lines]
    due = date.fromisoformat(steps[0]["due_on"])
    done = {"done_on": due.isoformat()}
    tomorrow = {"done_on": (due + timedelta(days=1)).isoformat()}

    def finish(node, which, body):
        return apart.ask(node, installing.carrier, f"/milestones/{steps[which]['id']}/finish", body)

    apart.clock.freeze(end_of_day(due) - SECOND)
    not_yet = [finish(node, 0, tomorrow) for node in range(2)]
    in_time = [finish(node, node, done) for node in range(2)]
    apart.sweep()
    before = [apart.events("milestone", one["id"]).count("late") for one in steps]
    apart.clock.freeze(end_of_day(due))
    apart.sweep()
    late = finish(1, 2, tomorrow)

    assert not_yet == [(422, "invalid")] * 2
    assert (in_time, before, late) == ([DONE] * 2, [0, 0, 0], DONE)
    assert [apart.events("milestone", one["id"]).count("late") for one in steps] == [0, 0, 1]


def test_a_renewal_is_brought_to_mind_on_its_day_once(apart, installing):
    install(installing.carrier, installing.contract["id"])
    line = installation(installing.carrier, installing.contract["id"])
    path = f"/contracts/{installing.contract['id']}/lines/{line['id']}/report-live"
    live = {"live_on": delivered.today(installing.carrier).isoformat()}
    assert installing.carrier.post(path, json=live).status_code == 200
    line = installing.member.get(f"/contract-lines/{line['id']}").json
    end = date.fromisoformat(line["ends_on"])

    counts = []
    for days in (90, 60, 30):
        begins = end_of_day(end - timedelta(days=days + 1))
        for at in (begins - SECOND, begins):
            apart.clock.freeze(at)
            apart.sweep()
            counts.append(told(apart, "renewal_due", installing.member))

    assert counts == [0, 1, 1, 2, 2, 3]
