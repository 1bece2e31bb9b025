"""Record what is seen at Stripe of a refund of a deposit: under way, done, or its way closed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.deposits import interest_minor
from marketplace.domain.lives import ReturnEvent, ReturnState
from marketplace.domain.payments import Refund, RefundState
from marketplace.domain.working_days import local_day
from marketplace.models import Deposit, DepositReturn
from marketplace.services.book_deposit import book_interest, book_returned, book_reversed
from marketplace.services.return_deposit import finish_if_back
from marketplace.services.tell_deposit import tell_deposit, tell_operators

UNDER_WAY = (ReturnState.ASKED, ReturnState.SENT)
log = logging.getLogger(__name__)


def record_refund(session: Session, deposit: Deposit, refund: Refund, now: datetime) -> None:
    """An older look than what is known changes nothing; a refund not of ours is left alone."""
    back = next(_returns_of(deposit, refund), None)
    if back is None:
        log.warning("refund_not_ours", extra={"deposit_id": deposit.id, "refund_id": refund.id})
        return
    back.refund_id, back.seen_at = refund.id, now
    if refund.state == RefundState.PENDING and back.state == ReturnState.ASKED:
        back.advance(ReturnEvent.SEND, by=None, now=now)
    elif refund.state == RefundState.SUCCEEDED and back.state in UNDER_WAY:
        _went_back(session, deposit, back, now)
    elif refund.state in (RefundState.FAILED, RefundState.CANCELLED):
        fail_return(session, deposit, back, refund.fault or str(refund.state), now)
    _book(session, deposit, back, now)


def _book(session: Session, deposit: Deposit, back: DepositReturn, now: datetime) -> None:
    """A refund moves the money at Stripe when it is made, and back when it fails; each once."""
    book_returned(session, deposit, back, now)
    book_interest(session, deposit, back, now)
    if back.state in (ReturnState.FAILED, ReturnState.SETTLED):
        book_reversed(session, deposit, back, now)


def _returns_of(deposit: Deposit, refund: Refund) -> Iterator[DepositReturn]:
    """The return that the refund carries out: by its id, else one asked for of that payment."""
    yield from (back for back in deposit.returns if back.refund_id == refund.id)
    payments = {one.id: one.payment_id for one in deposit.payments}
    for back in deposit.returns:
        asked = back.state == ReturnState.ASKED and back.refund_id is None
        same = payments[back.of_payment_id] == refund.payment_id
        if asked and same and back.amount_minor == refund.amount_minor:
            yield back


def _went_back(session: Session, deposit: Deposit, back: DepositReturn, now: datetime) -> None:
    back.done_at = now
    back.interest_minor = reckon_interest(deposit, back, now)
    back.advance(ReturnEvent.DONE, by=None, now=now)
    finish_if_back(deposit, now)
    tell_deposit(session, deposit, "deposit_returned", now=now, about=back.id)


def reckon_interest(deposit: Deposit, back: DepositReturn, now: datetime) -> int:
    """Fen for the days that this part was held."""
    paid = next(one for one in deposit.payments if one.id == back.of_payment_id)
    days = local_day(paid.paid_at), local_day(now)
    return interest_minor(back.amount_minor, deposit.interest_bps, *days)


def fail_return(
    session: Session, deposit: Deposit, back: DepositReturn, fault: str, now: datetime
) -> None:
    """The way back is closed: the operator settles by bank transfer."""
    if back.state in (ReturnState.FAILED, ReturnState.SETTLED):
        return
    back.fault = fault
    back.advance(ReturnEvent.FAIL, by=None, now=now, reason=fault)
    finish_if_back(deposit, now)
    tell_deposit(session, deposit, "deposit_way_closed", now=now, about=back.id)
    tell_operators(
        session, deposit, "deposit_to_settle", about=back.id, now=now, due_at=back.due_at
    )
