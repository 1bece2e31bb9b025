"""Deposits are judged anew only where something has moved, or time may have ended one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.models import GroupBuy
from marketplace.models.audit import record
from marketplace.services.end_deposit import find_deposits_to_end
from marketplace.services.look_at_deposits import find_group_buys_with_news, note_look
from tests.model.signed_deposit import Signed


@pytest.fixture
def looked(deposits) -> Signed:
    """A group buy whose deposits were looked at, with nothing to end."""
    signed = Signed(deposits)
    note(signed)
    return signed


def note(signed: Signed) -> None:
    with signed.deposits.database.unit_of_work() as session:
        note_look(session, group_buy_id=signed.world.id, now=signed.world.now)


def waits(signed: Signed) -> bool:
    with signed.deposits.database.single_statements() as session:
        return signed.world.id in find_group_buys_with_news(session, now=signed.world.now)


def test_nothing_is_judged_again_before_something_moves(looked):
    assert not waits(looked)

    with looked.deposits.database.unit_of_work() as session:
        group_buy = session.get_one(GroupBuy, looked.world.id)
        record(session, group_buy, "move", by=None, now=looked.world.now)

    assert waits(looked)


def test_time_alone_ends_a_deposit_that_was_looked_at(looked):
    looked.world.move(timedelta(days=3))

    with looked.deposits.database.single_statements() as session:
        assert looked.deposit_id in find_deposits_to_end(session, now=looked.world.now)


def test_what_nothing_told_of_is_seen_within_a_day(looked):
    looked.world.move(timedelta(hours=23))
    assert not waits(looked)

    looked.world.move(timedelta(hours=2))

    assert waits(looked)


def test_a_look_is_not_noted_while_something_is_to_end(looked):
    looked.world.move(timedelta(days=3))

    note(looked)

    assert waits(looked)
