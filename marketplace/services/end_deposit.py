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
from marketplace.domain.lives import OPEN_DEPOSITS, UNPAID, DepositEvent, DepositState
from marketplace.models import AuditEntry, Deposit
from marketplace.services.call_off_charge import release_or_call_off
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_deposit_standing import find_standings
from marketplace.services.look_at_deposits import (
    ONE_DECIDED,
    find_ended,
    find_group_buys_with_news,
    rest_of,
    waits,
)
from marketplace.services.return_deposit import return_rest
from marketplace.services.tell_deposit import tell_deposit

log = logging.getLogger(__name__)
ALL_DECIDED = "claims_decided"


def find_deposits_to_end(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Deposits that nothing was done about although their end has come."""
    moved = find_group_buys_with_news(session, now=now)
    if not moved:
        return []
    ended, _ = find_ended(session, moved, now=now)
    return rest_of(session, ended)


def end_deposit(session: Session, *, deposit_id: UUID, now: datetime) -> Deposit:
    """Release what was not charged, give back what was; nothing before the end has come."""
    deposit = lock_deposit(session, deposit_id)
    if deposit.state not in OPEN_DEPOSITS:
        return deposit
    end = ending(find_standings(session, [deposit_id])[deposit_id], now=now)
    if end is None or now < end.at or waits(deposit):
        return deposit
    if deposit.state in UNPAID:
        release_or_call_off(session, deposit, end.reason, now)
    else:
        _return(session, deposit, end, now)
    log.info("deposit_ended", extra={"deposit_id": deposit.id, "reason": end.reason})
    return deposit


def _return(session: Session, deposit: Deposit, end: Ending, now: datetime) -> None:
    """What claims held back beyond the end has five days from their decision."""
    reason = _reason(session, deposit, end)
    due_at = end.due_at if reason == end.reason else now + timedelta(days=RETURN_DAYS)
    return_rest(session, deposit, reason=reason, now=now, due_at=due_at)
    tell_deposit(session, deposit, "deposit_goes_back", now=now, due_at=due_at)


def _reason(session: Session, deposit: Deposit, end: Ending) -> str:
    """Why it goes back: each time another one, for the same reason gives a payment back once."""
    if deposit.state == DepositState.HELD and deposit.claims:
        over_at = _claims_over_at(session, deposit)
        in_time = over_at is not None and over_at <= end.at
        return end.reason if in_time and not deposit.went_back(end.reason) else ALL_DECIDED
    return ONE_DECIDED if deposit.went_back(end.reason) else end.reason


def _claims_over_at(session: Session, deposit: Deposit) -> datetime | None:
    moved = AuditEntry.subject == Deposit.audit_subject, AuditEntry.subject_id == deposit.id
    query = sa.select(sa.func.max(AuditEntry.at)).where(*moved)
    return session.scalar(query.where(AuditEntry.event == DepositEvent.UNCLAIM))
