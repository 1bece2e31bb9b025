"""From when a deposit's end is counted: the last signature, or the last other line's leaving."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from marketplace.domain.deposit_ends import Ending, ending
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, ContractLine, Line
from marketplace.services.ask_deposit import facts_of_deposit
from marketplace.services.find_deposit_standing import find_standings
from marketplace.services.release_lines import release_lines
from tests.model.signed_deposit import Signed


def lose_a_line(signed: Signed) -> None:
    """One of its two lines is released, as if its own contract had lapsed."""
    now = signed.world.now
    with signed.deposits.database.unit_of_work() as session:
        mine = sa.select(ContractLine).join(Contract).where(Contract.member_id == signed.member.id)
        row = session.scalars(mine.where(Contract.group_buy_id == signed.world.id)).first()
        row.ended_at = now
        line = session.get_one(Line, row.line_id)
        release_lines(session, [line], reason="contract_lapsed", by=None, now=now)


def end_of(signed: Signed) -> Ending:
    with signed.deposits.database.single_statements() as session:
        standing = find_standings(session, [signed.deposit_id])[signed.deposit_id]
    return ending(standing, now=signed.world.now)


def test_five_days_are_counted_from_the_line_that_left_after_the_signature(signed):
    signed_at = signed.world.now
    signed.world.move(timedelta(days=10))

    lose_a_line(signed)

    end, now = end_of(signed), signed.world.now
    assert (end.reason, end.at, end.due_at) == ("signed", now, now + timedelta(days=5))
    assert end.at - signed_at == timedelta(days=10)


def test_bid_12_counts_from_the_same_day(signed):
    signed.world.move(timedelta(days=10))
    lose_a_line(signed)

    with signed.deposits.database.single_statements() as session:
        facts = facts_of_deposit(session, signed.row, now=signed.world.now)

    assert facts.contract_signed_on == local_day(signed.world.now)


def test_carriers_still_have_their_three_days_when_a_line_leaves_before(signed):
    signed_at = signed.world.now
    signed.world.move(timedelta(days=1))

    lose_a_line(signed)

    assert end_of(signed).at == signed_at + timedelta(days=3)
    assert end_of(signed).due_at == signed_at + timedelta(days=6)
