"""Deposits are judged where something has moved since the last look, or time may have ended one.

Whatever moves a line, an award or a contract writes into the audit chain of its group buy in the
same transaction: a chain that has not grown has nothing new. What did not, is seen within a day.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, selectinload

from marketplace.domain.deposit_ends import Standing, ending, latest_at
from marketplace.domain.lives import (
    OPEN_DEPOSITS,
    DepositState,
    GroupBuyState,
    ParticipationState,
)
from marketplace.models import AuditChain, Deposit, DepositLook, GroupBuy, Participation
from marketplace.services.find_deposit_standing import find_standings

DAY = timedelta(days=1)
ONE_DECIDED = "claim_decided"
"Why something goes back: a decided claim left it free while others wait"


def find_group_buys_with_news(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Group buys with open deposits that were not judged since something moved."""
    chain = sa.cast(Deposit.group_buy_id, sa.Text)
    query = (
        sa.select(Deposit.group_buy_id)
        .distinct()
        .join(AuditChain, AuditChain.chain == chain)
        .outerjoin(DepositLook, DepositLook.group_buy_id == Deposit.group_buy_id)
        .where(
            Deposit.state.in_(OPEN_DEPOSITS),
            sa.or_(
                DepositLook.group_buy_id.is_(None),
                DepositLook.chain_length < AuditChain.length,
                DepositLook.look_again_at <= now,
            ),
        )
    )
    return session.scalars(query).all()


def find_ended(
    session: Session, group_buys: Collection[UUID], *, now: datetime
) -> tuple[list[UUID], dict[UUID, Standing]]:
    """Open deposits of these whose end has come; and where all of those asked about stand."""
    standings = find_standings(session, session.scalars(_in_question(group_buys)).all())
    ended = [id_ for id_, standing in standings.items() if has_come(standing, now)]
    return ended, standings


def has_come(standing: Standing, now: datetime) -> bool:
    end = ending(standing, now=now)
    return end is not None and now >= end.at


def note_look(session: Session, *, group_buy_id: UUID, now: datetime) -> None:
    """Put on record that nothing is to be ended, if so. The chain is read before what it is of."""
    chain = sa.select(AuditChain.length).where(AuditChain.chain == str(group_buy_id))
    length = session.scalar(chain)
    ended, standings = find_ended(session, [group_buy_id], now=now)
    if length is None or rest_of(session, ended):
        return
    ahead = [_next(standing, now) for standing in standings.values()]
    look: dict[str, Any] = {
        "chain_length": length,
        "look_again_at": min([now + DAY, *(at for at in ahead if at > now)]),
    }
    written = insert(DepositLook).values(group_buy_id=group_buy_id, **look)
    session.execute(written.on_conflict_do_update(index_elements=["group_buy_id"], set_=look))


def rest_of(session: Session, ended: Collection[UUID]) -> list[UUID]:
    """Of ended deposits, those that wait neither for claims nor for what a charge came to."""
    if not ended:
        return []
    money = (Deposit.payments, Deposit.returns, Deposit.claims)
    query = sa.select(Deposit).where(Deposit.id.in_(ended))
    found = session.scalars(query.options(*map(selectinload, money)))
    return [one.id for one in found if not waits(one)]


def waits(deposit: Deposit) -> bool:
    """Whether a decision, or a look at Stripe, comes first; either writes into the chain.

    What one decision left free goes back at once; what the next ones leave, with the last.
    """
    if deposit.state == DepositState.CHARGING:
        return deposit.ended_at is not None
    claimed = deposit.state == DepositState.CLAIMED
    return claimed and (deposit.free_minor <= 0 or deposit.went_back(ONE_DECIDED))


def _next(standing: Standing, now: datetime) -> datetime:
    """When time alone ends it."""
    end = ending(standing, now=now)
    return latest_at(standing) if end is None else end.at


def _in_question(group_buys: Collection[UUID]) -> sa.Select[UUID]:
    """Before the lock only leaving, or the end of the group buy, ends a deposit."""
    return (
        sa.select(Deposit.id)
        .join(GroupBuy, GroupBuy.id == Deposit.group_buy_id)
        .join(Participation, Participation.id == Deposit.participation_id)
        .where(
            Deposit.group_buy_id.in_(group_buys),
            Deposit.state.in_(OPEN_DEPOSITS),
            sa.or_(
                GroupBuy.state != GroupBuyState.OPEN,
                Participation.state == ParticipationState.LEFT,
            ),
        )
    )
