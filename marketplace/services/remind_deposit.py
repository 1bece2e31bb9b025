"""Members are reminded of a deposit before the lock, operators of one that is not back in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import RETURN_OVER, DepositState, GroupBuyState
from marketplace.models import Deposit, DepositReturn, GroupBuy, Notification
from marketplace.services.ask_deposit import ask_deposit
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_deposits import to_settle
from marketplace.services.find_disputes import held_by_bank
from marketplace.services.tell_deposit import tell_deposit, tell_operators

AHEAD = (timedelta(days=3), timedelta(days=1))
"before the lock"
TO_PAY = "deposit_to_pay"
OVERDUE = "deposit_overdue"
WEEK = 7


def find_deposits_to_remind(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Due before a lock that is near, and not told so at this distance."""
    query = (
        sa.select(Deposit.id, GroupBuy.locks_at)
        .join(GroupBuy, GroupBuy.id == Deposit.group_buy_id)
        .where(
            Deposit.state == DepositState.DUE,
            GroupBuy.state == GroupBuyState.OPEN,
            GroupBuy.locks_at > now,
            GroupBuy.locks_at <= now + max(AHEAD),
        )
    )
    marks = {_mark(id_, locks_at, now): id_ for id_, locks_at in session.execute(query)}
    return [marks[mark] for mark in sorted(set(marks) - _told(session, TO_PAY, marks))]


def remind_deposit(session: Session, *, deposit_id: UUID, now: datetime) -> None:
    deposit = lock_deposit(session, deposit_id)
    if deposit.state != DepositState.DUE:
        return
    locks_at = deposit.group_buy.locks_at
    mark = _mark(deposit_id, locks_at, now)
    tell_deposit(session, deposit, TO_PAY, now=now, about=mark, due_at=locks_at)


def find_overdue_deposits(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Something of them, interest too, should have gone back, and nobody was told this week."""
    marks = {_late_mark(id_, due_at, now): id_ for id_, due_at in _overdue(session, now)}
    return [marks[mark] for mark in sorted(set(marks) - _told(session, OVERDUE, marks))]


def tell_overdue_deposit(session: Session, *, deposit_id: UUID, now: datetime) -> None:
    """The operators, each week anew; the rule about its time is asked, too (BID-12)."""
    deposit = lock_deposit(session, deposit_id)
    late = [
        one.due_at
        for one in deposit.returns
        if one.is_owed and one.due_at < now and not deposit.is_disputed(one.of_payment_id)
    ]
    if late:
        ask_deposit(session, deposit, now=now)
        mark = _late_mark(deposit_id, min(late), now)
        tell_operators(session, deposit, OVERDUE, now=now, about=mark, due_at=min(late))


def count_to_settle(session: Session, *, now: datetime) -> int:
    """How many deposits wait for a transfer by the operator, or are late."""
    return session.scalar(sa.select(sa.func.count()).select_from(to_settle(now).subquery())) or 0


def _overdue(session: Session, now: datetime) -> list[tuple[UUID, datetime]]:
    unfinished = sa.and_(DepositReturn.state.not_in(RETURN_OVER), ~held_by_bank())
    unpaid = sa.and_(DepositReturn.interest_minor > 0, DepositReturn.interest_paid_at.is_(None))
    query = (
        sa.select(DepositReturn.deposit_id, sa.func.min(DepositReturn.due_at))
        .where(DepositReturn.due_at < now, sa.or_(unfinished, unpaid))
        .group_by(DepositReturn.deposit_id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _told(session: Session, event: str, marks: dict[str, UUID]) -> set[str]:
    query = sa.select(Notification.dedupe).where(
        Notification.event == event, Notification.dedupe.in_(marks)
    )
    return set(session.scalars(query)) if marks else set()


def _mark(deposit_id: UUID, locks_at: datetime, now: datetime) -> str:
    near = min(ahead for ahead in AHEAD if locks_at - now <= ahead)
    return f"{deposit_id} {locks_at.isoformat()} {near.days}"


def _late_mark(deposit_id: UUID, due_at: datetime, now: datetime) -> str:
    return f"{deposit_id} {due_at.isoformat()} {(now - due_at).days // WEEK}"
