"""What is to be done at Stripe now, read off the rows: nothing is remembered, so nothing is lost.

A crash anywhere leaves the same rows, and so the same acts under the same keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import LIVE_TRIES, ReturnState, TryState
from marketplace.models import Deposit, DepositReturn, DepositTry, TryKind
from marketplace.services.ask_deposit_page import page_kind, payable_until, still_payable
from marketplace.services.call_off_charge import under_way
from marketplace.services.leave_page import is_unread

LOOK_AGAIN = timedelta(minutes=5)
"An open page, and a refund under way, are read again so often, in case no webhook came"
REST = timedelta(hours=1)
"between two refusals of a refund"
SETTLING = timedelta(minutes=1)
"The sweep leaves a page asked for a moment ago to the job that was enqueued with it"


class ActKind(StrEnum):
    OPEN_PAGE = "open_page"
    READ_PAGE = "read_page"
    CLOSE_PAGE = "close_page"
    CHARGE = "charge"
    CALL_OFF = "call_off"
    "a charge that is not wanted any more: cancelled if it is there, and never made"
    REFUND = "refund"
    READ_REFUND = "read_refund"


@dataclass(frozen=True)
class Act:
    """One call to make, of a try or a return."""

    kind: ActKind
    thing: DepositTry | DepositReturn


def acts_of(deposit: Deposit, now: datetime) -> Iterator[Act]:
    """Everything that is to be done of the deposit."""
    for one in deposit.tries:
        kind = _of_try(deposit, one, now)
        if kind is not None:
            yield Act(kind, one)
    for back in deposit.returns:
        kind = None if _is_held(deposit, back) else _of_return(back, now)
        if kind is not None:
            yield Act(kind, back)


def _of_try(deposit: Deposit, one: DepositTry, now: datetime) -> ActKind | None:
    if one.is_left:
        return ActKind.CLOSE_PAGE
    if one.state not in LIVE_TRIES:
        return None
    if one.kind == TryKind.CHARGE:
        return _of_charge(deposit, one, now)
    if one.state == TryState.ASKED:
        left = any(other.is_left for other in deposit.tries)
        return None if left or _is_to_be_judged(deposit, one, now) else ActKind.OPEN_PAGE
    if not still_payable(deposit, one, now):
        return ActKind.CLOSE_PAGE
    return ActKind.READ_PAGE if _long_ago(one.seen_at, now, LOOK_AGAIN) else None


def _is_to_be_judged(deposit: Deposit, one: DepositTry, now: datetime) -> bool:
    """Whether the deadline has come, and who acts on it will ask why no page came in time."""
    due_at = payable_until(deposit)
    return page_kind(deposit) == one.kind and due_at is not None and now >= due_at


def _of_charge(deposit: Deposit, one: DepositTry, now: datetime) -> ActKind | None:
    if deposit.is_charged:
        return ActKind.CHARGE
    return None if under_way(one, now) else ActKind.CALL_OFF


def _is_held(deposit: Deposit, back: DepositReturn) -> bool:
    """Its payment is disputed: the bank may have given it back, so we do not."""
    return back.state == ReturnState.ASKED and deposit.is_disputed(back.of_payment_id)


def _of_return(back: DepositReturn, now: datetime) -> ActKind | None:
    if back.state == ReturnState.ASKED:
        resting = back.refusals and not _long_ago(back.seen_at, now, REST)
        return None if resting else ActKind.REFUND
    sent = back.state == ReturnState.SENT
    return ActKind.READ_REFUND if sent and _long_ago(back.seen_at, now, LOOK_AGAIN) else None


def _long_ago(at: datetime | None, now: datetime, span: timedelta) -> bool:
    return at is None or at <= now - span


def find_deposits_to_act_on(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Deposits with something under way at Stripe, pages asked for a moment ago left out.

    In any order: whoever stops before the end leaves out others each time.
    """
    tries = sa.select(DepositTry.deposit_id).where(
        is_unread(),
        sa.or_(DepositTry.kind == TryKind.CHARGE, DepositTry.asked_at <= now - SETTLING),
    )
    returns = sa.select(DepositReturn.deposit_id).where(
        DepositReturn.state.in_([ReturnState.ASKED, ReturnState.SENT])
    )
    query = sa.select(Deposit.id).where(sa.or_(Deposit.id.in_(tries), Deposit.id.in_(returns)))
    return session.scalars(query.order_by(sa.func.random())).all()
