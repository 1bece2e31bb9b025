"""Who is told of an opening, a lock, an extension, a failure and a cancellation; once each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.i18n.notices import notice
from marketplace.models import Notification
from marketplace.services.lock_demand import lock_demand
from marketplace.services.wind_up import wind_up_ended
from tests.factories.demand import Market
from tests.factories.directed import Directed


def lock(database, market, clock):
    clock.freeze(datetime.fromisoformat(market.park.get(market.path).json["locks_at"]))
    with database.unit_of_work() as session:
        lock_demand(session, group_buy_id=UUID(market.id), now=now_of(session))


def told(database, market, actor):
    with database.single_statements() as session:
        query = sa.select(Notification).where(
            Notification.group_buy_id == UUID(market.id),
            Notification.user_id == actor.identity.user_id,
        )
        return {one.event: one for one in session.scalars(query)}


def test_a_park_hears_of_the_opening_and_a_foreign_one_does_not(people, database):
    market = Market(people)
    here, pending = market.member(), people.enterprise(market.park, confirmed=False)
    elsewhere = people.enterprise(people.park())
    market.id = market.draft()

    market.park.post(f"/group-buys/{market.id}/open")

    assert told(database, market, here)["group_buy_open"].due_at is not None
    assert told(database, market, elsewhere) == told(database, market, pending) == {}


@pytest.mark.parametrize(
    "draft, event",
    [
        ({}, "group_buy_locked"),
        ({"thresholds": {"members": 3}, "extension_days": 3}, "group_buy_extended"),
        ({"thresholds": {"members": 3}}, "group_buy_failed"),
    ],
)
def test_members_and_organiser_are_told_what_the_lock_brought(
    people, database, clock, draft, event
):
    market = Directed(people, **draft)
    member, invited, stranger = market.member(), market.member(), market.stranger()
    market.join(member)

    lock(database, market, clock)

    assert event in told(database, market, member)
    assert event in told(database, market, invited)
    assert f"{event}_organiser" in told(database, market, market.lead)
    assert told(database, market, stranger) == {}


def test_only_the_organiser_is_told_which_threshold_was_missed(people, database, clock):
    market = Directed(people, thresholds={"members": 3, "mbps": 500}, extension_days=3)
    member = market.member()
    market.join(member)

    lock(database, market, clock)

    known = told(database, market, market.lead)["group_buy_extended_organiser"]
    assert "companies, bandwidth" in notice(known.event, known.params, "en")[1]
    assert "参团企业数、总带宽" in notice(known.event, known.params, "zh")[1]
    assert not [
        name
        for name in told(database, market, member)["group_buy_extended"].params
        if name.startswith("missed")
    ]
    assert told(database, market, member)["group_buy_extended"].due_at is not None


def test_a_cancellation_is_told_to_members_and_invited(people, database):
    market = Directed(people)
    member, invited = market.member(), market.member()
    market.join(member)

    market.lead.post(f"{market.path}/cancel", json={"reason": "x"})

    for actor in (member, invited):
        assert "group_buy_cancelled" in told(database, market, actor)


def test_nobody_is_told_of_an_end_twice(people, database, clock):
    market = Directed(people)
    lock(database, market, clock)
    before = told(database, market, market.lead)
    with database.unit_of_work() as session:
        wind_up_ended(session, group_buy_id=UUID(market.id), now=now_of(session))

    assert before.keys() == told(database, market, market.lead).keys()
    assert "group_buy_failed_organiser" in before
