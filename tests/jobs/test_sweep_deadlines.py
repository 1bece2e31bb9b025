"""Deadlines are acted on one by one; one that fails stops no other."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from marketplace.jobs.sweep_deadlines import Due, sweep_deadlines
from marketplace.jobs.worker import run_until_idle
from marketplace.models import MailMessage
from tests.factories.demand import Market


@pytest.fixture
def runtime(app):
    return app.extensions["marketplace"]


def note(runtime, session, thing, now):
    """An act that leaves a trace."""
    session.add(MailMessage(id=thing, recipient="x", subject="s", body="b", created_at=now))


def noted(runtime, *things: UUID) -> set[UUID]:
    with runtime.database.single_statements() as session:
        return set(session.scalars(sa.select(MailMessage.id).where(MailMessage.id.in_(things))))


def test_every_due_thing_is_acted_on(runtime):
    things = [uuid4(), uuid4()]

    sweep_deadlines(runtime, [Due("things", lambda session: things, note)])

    assert noted(runtime, *things) == set(things)


def test_one_that_fails_is_rolled_back_and_stops_no_other(runtime, caplog):
    bad, good = uuid4(), uuid4()

    def act(runtime, session, thing, now):
        note(runtime, session, thing, now)
        session.flush()
        if thing == bad:
            raise ZeroDivisionError

    sweep_deadlines(runtime, [Due("things", lambda session: [bad, good], act)])

    assert noted(runtime, bad, good) == {good}
    assert "deadline_failed" in caplog.text


def test_a_kind_that_cannot_be_found_stops_no_other_kind(runtime, caplog):
    thing = uuid4()

    def broken(session):
        raise ZeroDivisionError

    sweep_deadlines(runtime, [Due("broken", broken, note), Due("good", lambda s: [thing], note)])

    assert noted(runtime, thing) == {thing}
    assert "deadlines_not_found" in caplog.text


def test_moving_the_clock_acts_at_once_on_what_falls_due(runtime, people, clock):
    market = Market(people)
    due = datetime.fromisoformat(market.park.get(market.path).json["locks_at"])
    clock.freeze(due - timedelta(hours=1))

    assert people.operator().post("/clock/advance", {"seconds": 3600}).status_code == 200
    run_until_idle(runtime)

    assert market.park.get(market.path).json["state"] != "open"
