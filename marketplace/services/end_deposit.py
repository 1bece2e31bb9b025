"""A deposit whose reason to be held has gone is released or given back, whatever ended it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.deposit_ends import Ending, ending
from marketplace.domain.deposits import RETURN_DAYS
from marketplace.domain.lives import (
    OPEN_DEPOSITS,
    UNPAID,
    DepositState,
    GroupBuyState,
    ParticipationState,
)
from marketplace.models import Deposit, GroupBuy, Participation
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_deposit_standing import find_standings
from marketplace.services.release_deposit import release
from marketplace.services.return_deposit import return_rest
from marketplace.services.tell_deposit import tell_deposit

log = logging.getLogger(__name__)


def find_deposits_to_end(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Deposits that nothing was done about although their end has come."""
    query = (
        sa.select(Deposit.id, Deposit.state)
        .join(GroupBuy, GroupBuy.id == Deposit.group_buy_id)
        .join(Participation, Participation.id == Deposit.participation_id)
        .where(
            Deposit.state.in_(OPEN_DEPOSITS),
            # Before the lock only leaving, or the end of the group buy, ends a deposit.
            sa.or_(
                GroupBuy.state != GroupBuyState.OPEN,
                Participation.state == ParticipationState.LEFT,
            ),
        )
    )
    states: dict[UUID, DepositState] = dict(session.execute(query).all())
    standings = find_standings(session, states)
    ended = [id_ for id_, standing in standings.items() if _come(ending(standing, now=now), now)]
    claimed = [id_ for id_ in ended if states[id_] == DepositState.CLAIMED]
    return [id_ for id_ in ended if id_ not in claimed] + _with_rest(session, claimed)


def end_deposit(session: Session, *, deposit_id: UUID, now: datetime) -> Deposit:
    """Release what was not charged, give back what was; nothing before the end has come."""
    deposit = lock_deposit(session, deposit_id)
    if deposit.state not in OPEN_DEPOSITS:
        return deposit
    end = ending(find_standings(session, [deposit_id])[deposit_id], now=now)
    if end is None or not _come(end, now):
        return deposit
    if deposit.state in UNPAID:
        release(session, deposit, end.reason, now)
    elif deposit.free_minor > 0 or deposit.state != DepositState.CLAIMED:
        _return(session, deposit, end, now)
    log.info("deposit_ended", extra={"deposit_id": deposit.id, "reason": end.reason})
    return deposit


def _return(session: Session, deposit: Deposit, end: Ending, now: datetime) -> None:
    """The rest, once claims were decided, has five days from then."""
    decided = deposit.state == DepositState.HELD and bool(deposit.claims)
    due_at = now + timedelta(days=RETURN_DAYS) if decided else end.due_at
    reason = "claims_decided" if decided else end.reason
    return_rest(session, deposit, reason=reason, now=now, due_at=due_at)
    tell_deposit(session, deposit, "deposit_goes_back", now=now, due_at=due_at)


def _come(end: Ending | None, now: datetime) -> bool:
    return end is not None and now >= end.at


def _with_rest(session: Session, ids: Sequence[UUID]) -> list[UUID]:
    """Of claimed deposits, those of which something is held that no claim is for."""
    found = session.scalars(sa.select(Deposit).where(Deposit.id.in_(ids))).all() if ids else []
    return [deposit.id for deposit in found if deposit.free_minor > 0]
