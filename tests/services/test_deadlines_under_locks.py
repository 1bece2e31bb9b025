"""A deadline that passes while an act waits for a lock is a deadline missed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import sleep
from uuid import UUID

import pytest
import sqlalchemy as sa

from tests.factories.demand import LADDER, Market, a_line
from tests.factories.locked import Awarded, Locked, Opened, a_quote

WAIT_FOR_THE_LOCK = 0.4


def while_locked(database, query, act, clock, due):
    """The answer of `act`, begun just before `due` while the row is locked until after it."""
    clock.freeze(due - timedelta(microseconds=1))
    with ThreadPoolExecutor(1) as pool, database.engine.connect() as holder:
        holder.execute(query)
        answer = pool.submit(act)
        sleep(WAIT_FOR_THE_LOCK)
        assert not answer.done()
        clock.freeze(due)
        holder.commit()
        return answer.result(timeout=10)


def test_a_quote_that_waited_past_the_due_time_is_too_late(people, clock, database):
    carrier = people.carrier()
    rfq = Locked(people, [{}]).issue()
    lock = sa.text("SELECT 1 FROM rfqs WHERE id = :id FOR UPDATE").bindparams(id=UUID(rfq["id"]))

    answer = while_locked(
        database,
        lock,
        lambda: carrier.put(f"/rfqs/{rfq['id']}/quote", a_quote()),
        clock,
        datetime.fromisoformat(rfq["quotes_due_at"]),
    )

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")


def test_an_acceptance_that_waited_past_the_window_is_too_late(people, clock, database):
    market = Awarded(people, clock)
    member, line = market.members[0], market.line_of(market.members[0])
    lock = sa.text("SELECT 1 FROM awards WHERE id = :id FOR UPDATE")

    answer = while_locked(
        database,
        lock.bindparams(id=UUID(market.award_["id"])),
        lambda: member.post(f"/award-lines/{line['id']}/accept"),
        clock,
        datetime.fromisoformat(market.award_["acceptance_due_at"]),
    )

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")


def test_a_complaint_that_waited_past_the_standstill_is_too_late(people, clock, database):
    market = Opened(people, clock)
    award = market.award()
    lock = sa.text("SELECT 1 FROM awards WHERE id = :id FOR UPDATE")

    answer = while_locked(
        database,
        lock.bindparams(id=UUID(award["id"])),
        lambda: market.members[0].post(f"/awards/{award['id']}/complaints", json={"text": "x"}),
        clock,
        datetime.fromisoformat(award["acceptance_opens_at"]),
    )

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")


@pytest.mark.parametrize("style", ["whole", "graduated"])
def test_a_join_that_waited_past_the_lock_time_is_too_late(people, clock, database, style):
    market = Market(people, ladder=LADDER | {"style": style})
    member = market.member()
    lines = market.shown(member, [a_line()])
    lock = sa.text("SELECT 1 FROM group_buys WHERE id = :id FOR UPDATE")
    due = datetime.fromisoformat(market.park.get(market.path).json["locks_at"])

    answer = while_locked(
        database,
        lock.bindparams(id=UUID(market.id)),
        lambda: member.post(f"{market.path}/participation", {"lines": lines}),
        clock,
        due,
    )

    assert (answer.status_code, answer.json["code"]) == (409, "too_late")
