"""A member asks for the page of Stripe on which it pays its deposit, or saves a way to pay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.deposits import DepositWay
from marketplace.domain.lives import (
    DepositState,
    GroupBuyState,
    TryState,
)
from marketplace.errors import Conflict, TooLate
from marketplace.models import Deposit, DepositTry, TryKind
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.add_deposit_try import add_try
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.leave_page import leave_page
from marketplace.services.reckon_deposit import follow_lines


def ask_deposit_page(
    session: Session,
    *,
    deposit_id: UUID,
    language: str,
    payments_on: bool,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> DepositTry:
    """The live page, or a new one that a job prepares; however often it is asked for, one lives.

    The amount is that of the lines as they are now: a page of another gives way.
    Raises NotFound, Forbidden, Conflict (deposits_off, deposit_not_payable), TooLate.
    """
    deposit = lock_deposit(session, deposit_id)
    require(Permission.DEPOSIT_PAY, identity, deposit)
    if not payments_on:
        raise Conflict("deposits_off")
    follow_lines(session, deposit, now=now)
    kind = page_kind(deposit)
    if kind is None:
        raise Conflict("deposit_not_payable", state=str(deposit.state))
    _refuse_late(session, deposit)
    if deposit.live_try is not None and not still_payable(deposit, deposit.live_try, now):
        leave_page(session, deposit, now)
    page = deposit.live_try or add_try(
        session, deposit, kind, now=now, by=identity, language=language
    )
    if page.state == TryState.OPEN:
        page.seen_at = None  # looked up anew: it may have been paid on, or have run out
    ask_stripe(session, deposit, jobs)
    return page


def ask_stripe(session: Session, deposit: Deposit, jobs: JobQueue) -> None:
    """Do at Stripe, once this transaction stands, what is to be done of the deposit."""
    jobs.defer(session, "act_on_deposit", lock=f"deposit {deposit.id}", deposit_id=str(deposit.id))


def page_kind(deposit: Deposit) -> TryKind | None:
    """What kind of page fits the deposit now; None: there is nothing to pay or save."""
    if deposit.state == DepositState.CONFIRMING:
        return TryKind.PAY_PAGE
    if deposit.group_buy.state != GroupBuyState.OPEN:
        return None
    if deposit.state == DepositState.DUE:
        saves = deposit.way == DepositWay.SAVE
        return TryKind.SAVE_PAGE if saves else TryKind.PAY_PAGE
    return TryKind.SAVE_PAGE if deposit.state == DepositState.SAVED else None


def payable_until(deposit: Deposit) -> datetime | None:
    """The deadline of paying or saving; None: there is nothing to pay."""
    if page_kind(deposit) is None:
        return None
    confirming = deposit.state == DepositState.CONFIRMING
    return deposit.confirm_due_at if confirming else deposit.group_buy.locks_at


def still_payable(deposit: Deposit, one: DepositTry, now: datetime) -> bool:
    """Whether the page may stay open: it asks for what is needed, and it is not too late."""
    due_at = payable_until(deposit)
    if page_kind(deposit) != one.kind or due_at is None or now >= due_at:
        return False
    return one.kind == TryKind.SAVE_PAGE or one.amount_minor == deposit.amount_minor


def _refuse_late(session: Session, deposit: Deposit) -> None:
    due_at = payable_until(deposit)
    if due_at is not None and now_of(session) >= due_at:
        raise TooLate(due_at=due_at.isoformat())


def look_again(session: Session, deposit: Deposit, *, jobs: JobQueue) -> None:
    """Its open page is read at Stripe anew, for somebody has come back from there."""
    live = sa.update(DepositTry).where(
        DepositTry.deposit_id == deposit.id, DepositTry.state == TryState.OPEN
    )
    session.execute(live.values(seen_at=None))
    ask_stripe(session, deposit, jobs)
