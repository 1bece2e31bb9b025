"""The sweep tells once of late steps, of renewals, and of complaints without an answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from marketplace.domain.working_days import end_of_day
from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from marketplace.models import Notification
from tests.factories import delivered
from tests.factories.delivered import finish, install, installation, step
from tests.factories.kept import kept
from tests.factories.locked import Awarded

MINE = ("tell_late_milestone", "remind_renewal", "tell_overdue_complaint")


@kept
def market(people, clock):
    market = Awarded(people, clock, [{}])
    (market.member,), market.carrier = market.members, market.carriers[0]
    market.contract = delivered.in_force(market)
    market.line = installation(market.carrier, market.contract["id"])
    return market


def sweep(app):
    mine = [due for due in DEADLINES if due.what in MINE]
    sweep_deadlines(app.extensions["marketplace"], mine)


def told(database, event, *actors):
    """How often each of the actors was told of the event."""
    with database.single_statements() as session:
        users = session.scalars(sa.select(Notification.user_id).where(Notification.event == event))
        found = list(users)
    return [found.count(actor.identity.user_id) for actor in actors]


def test_a_late_step_is_told_once_to_carrier_member_and_organiser(market, app, database, clock):
    parties = market.carrier, market.member, market.park
    due = date.fromisoformat(step(market.line, "survey")["due_on"])
    clock.freeze(end_of_day(due) - timedelta(seconds=1))
    sweep(app)
    assert told(database, "milestone_late", *parties) == [0, 0, 0]

    clock.freeze(end_of_day(due))
    sweep(app)
    sweep(app)

    assert told(database, "milestone_late", *parties) == [1, 1, 1]


def test_a_step_done_in_time_is_never_called_late(market, app, database, clock):
    finish(market.carrier, market.line, "survey")
    clock.freeze(end_of_day(date.fromisoformat(step(market.line, "survey")["due_on"])))

    sweep(app)

    assert told(database, "milestone_late", market.member) == [0]


def test_a_renewal_is_brought_to_mind_three_times(market, app, database, clock):
    install(market.carrier, market.contract["id"])
    path = f"/contracts/{market.contract['id']}/lines/{market.line['id']}/report-live"
    market.carrier.post(path, json={"live_on": delivered.today(market.carrier).isoformat()})
    line = installation(market.member, market.contract["id"])
    end = datetime.fromisoformat(f"{line['ends_on']}T12:00:00+08:00")

    counts = []
    for left in (91, 90, 61, 60, 31, 30, 0):
        clock.freeze(end - timedelta(days=left))
        sweep(app)
        sweep(app)
        counts += told(database, "renewal_due", market.member)

    assert counts == [0, 1, 1, 2, 2, 3, 3]


def test_an_unanswered_complaint_is_told_once_for_each_clock(market, app, database, clock):
    filed = complain(market)
    due = datetime.fromisoformat(filed["answer_due_at"])
    clock.freeze(due - timedelta(seconds=1))
    sweep(app)
    assert told(database, "complaint_overdue", market.member) == [0]

    clock.freeze(due)
    sweep(app)
    sweep(app)

    parties = market.member, market.carrier, market.park
    assert told(database, "complaint_overdue", *parties) == [1, 1, 1]


def test_each_answer_is_told(market, database):
    filed = complain(market)

    for text in ("Soon.", "Sooner."):
        market.carrier.post(f"/service-complaints/{filed['id']}/answer", json={"text": text})

    assert told(database, "complaint_answered", market.member) == [2]
    assert told(database, "complaint_filed", market.carrier, market.park) == [1, 1]


def test_the_plan_is_told_to_both_parties(market, database):
    assert told(database, "activation_planned", market.carrier, market.member) == [1, 1]


def complain(market):
    body = {
        "group_buy_id": str(market.id),
        "contract_line_id": market.line["id"],
        "to_carrier": True,
        "category": "quality",
        "subject": "Loss",
        "text": "Packets are lost.",
    }
    return market.member.post("/service-complaints", json=body).json
