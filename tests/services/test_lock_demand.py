"""The lock: its time, its thresholds, one extension, and the prices it freezes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from marketplace.db.session import now_of
from marketplace.errors import IllegalMove, TooEarly
from marketplace.services.lock_demand import lock_demand
from tests.factories.demand import Market, a_line
from tests.factories.kept import kept

LIST_100 = 100_000 + 12 * 2_000_000


def lock(database, market):
    with database.unit_of_work() as session:
        return lock_demand(session, group_buy_id=market.id, now=now_of(session))


def due_of(market):
    return datetime.fromisoformat(market.park.get(market.path).json["locks_at"])


@kept
def market(people):
    return Market(people)


def test_lock_waits_for_its_time(market, database, clock):
    clock.freeze(due_of(market) - timedelta(microseconds=1))

    with pytest.raises(TooEarly):
        lock(database, market)


def test_lock_freezes_the_live_price_as_ceiling(market, database, clock):
    members = [market.member() for _ in range(3)]
    for member in members:
        market.join(member)
    clock.freeze(due_of(market))

    assert lock(database, market).state == "locked"

    line = members[0].get(f"{market.path}/participation").json["lines"][0]
    assert line["shown_minor"] == LIST_100
    assert line["locked_minor"] == line["ceiling_minor"] == LIST_100 * 95 // 100


def test_own_limit_below_the_live_price_is_the_ceiling(market, database, clock):
    member = market.member()
    market.join(member, a_line(own_limit_minor=20_000_000))
    clock.freeze(due_of(market))
    lock(database, market)

    line = member.get(f"{market.path}/participation").json["lines"][0]

    assert line["ceiling_minor"] == 20_000_000


def test_missed_threshold_fails_the_group_buy(people, database, clock):
    market = Market(people, thresholds={"members": 2})
    market.join()
    clock.freeze(due_of(market))

    assert lock(database, market).state == "failed"


def test_missed_threshold_extends_once_when_allowed(people, database, clock):
    market = Market(people, thresholds={"members": 2}, extension_days=7)
    market.join()
    due = due_of(market)
    clock.freeze(due)

    assert lock(database, market).state == "open"
    assert due_of(market) == due + timedelta(days=7)
    clock.freeze(due + timedelta(days=7))
    assert lock(database, market).state == "failed"


def test_group_buy_without_demand_fails(market, database, clock):
    clock.freeze(due_of(market))

    assert lock(database, market).state == "failed"


def test_locked_demand_does_not_lock_again(market, database, clock):
    market.join()
    clock.freeze(due_of(market))
    lock(database, market)

    with pytest.raises(IllegalMove):
        lock(database, market)


def test_nobody_joins_or_changes_after_the_lock_time_even_without_a_job(market, clock):
    member = market.member()
    market.join(member)
    clock.freeze(due_of(market))

    left = member.delete(f"{market.path}/participation", etag='"1"')

    assert (left.status_code, left.json["code"]) == (409, "too_late")
    assert market.live()["accepting"] is False
    assert market.live()["lines"] == 1
