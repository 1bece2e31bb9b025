"""Record what is seen at Stripe of a refund of a deposit: under way, done, or its way closed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.deposits import interest_minor
from marketplace.domain.lives import ReturnEvent, ReturnState
from marketplace.domain.payments import NO_MORE, Refund, RefundState
from marketplace.domain.working_days import local_day
from marketplace.models import Deposit, DepositReturn
from marketplace.services.ask_deposit import ask_deposit
from marketplace.services.book_deposit import book_interest, book_returned, book_reversed
from marketplace.services.return_deposit import finish_if_back
from marketplace.services.tell_deposit import tell_deposit, tell_operators
from marketplace.services.withdraw_return import (
    AT_STRIPE,
    finish_if_gone,
    room_of,
    went_back_otherwise,
)

UNDER_WAY = (ReturnState.ASKED, ReturnState.SENT)
log = logging.getLogger(__name__)


def record_refund(session: Session, deposit: Deposit, refund: Refund, now: datetime) -> None:
    """An older look than what is known changes nothing; a refund not of ours is left alone."""
    back = next(_returns_of(deposit, refund), None) or _made_there(session, deposit, refund, now)
    if back is None:
        log.warning("refund_not_ours", extra={"deposit_id": deposit.id, "refund_id": refund.id})
        return
    back.refund_id, back.seen_at = refund.id, now
    if refund.state == RefundState.PENDING and back.state == ReturnState.ASKED:
        back.advance(ReturnEvent.SEND, by=None, now=now)
    elif refund.state == RefundState.SUCCEEDED and back.state in UNDER_WAY:
        _went_back(session, deposit, back, now)
    elif refund.state in NO_MORE:
        fail_return(session, deposit, back, refund.fault or str(refund.state), now)
    if back.reason == AT_STRIPE:
        finish_if_gone(deposit, reason=AT_STRIPE, now=now)
    _book(session, deposit, back, now)


def _book(session: Session, deposit: Deposit, back: DepositReturn, now: datetime) -> None:
    """A refund moves the money at Stripe when it is made, and back when it fails; each once."""
    book_returned(session, deposit, back, now)
    book_interest(session, deposit, back, now)
    if back.state in (ReturnState.FAILED, ReturnState.SETTLED, ReturnState.WITHDRAWN):
        book_reversed(session, deposit, back, now)


def _returns_of(deposit: Deposit, refund: Refund) -> Iterator[DepositReturn]:
    """The return that the refund carries out: by its id, else by our key.

    One without a key was made in the dashboard: it stands for a return of that payment and amount.
    """
    yield from (back for back in deposit.returns if back.refund_id == refund.id)
    asked = [
        back for back in deposit.returns if back.state == ReturnState.ASKED and not back.refund_id
    ]
    if refund.asked_as:
        yield from (back for back in asked if back.was_asked_as(refund.asked_as))
        return
    payments = {one.id: one.payment_id for one in deposit.payments}
    for back in asked:
        same = payments[back.of_payment_id] == refund.payment_id
        if same and back.amount_minor == refund.amount_minor:
            yield back


def _made_there(
    session: Session, deposit: Deposit, refund: Refund, now: datetime
) -> DepositReturn | None:
    """Made by a person at Stripe: it stands for what waited or was held, as far as there is any.

    None: there is not so much, or it did not get through; a person looks at it.
    """
    paid = next((one for one in deposit.payments if one.payment_id == refund.payment_id), None)
    if paid is None or refund.state in NO_MORE or refund.amount_minor > room_of(deposit, paid):
        return None
    return went_back_otherwise(
        session, deposit, paid, refund.amount_minor, reason=AT_STRIPE, now=now
    )


def _went_back(session: Session, deposit: Deposit, back: DepositReturn, now: datetime) -> None:
    back.done_at = now
    back.interest_minor = reckon_interest(deposit, back, now)
    back.advance(ReturnEvent.DONE, by=None, now=now)
    finish_if_back(deposit, now)
    ask_deposit(session, deposit, now=now)
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
    if not back.life.allows(back.state, ReturnEvent.FAIL):
        return
    back.fault = fault
    back.advance(ReturnEvent.FAIL, by=None, now=now, reason=fault)
    finish_if_back(deposit, now)
    tell_deposit(session, deposit, "deposit_way_closed", now=now, about=back.id)
    tell_operators(
        session, deposit, "deposit_to_settle", about=back.id, now=now, due_at=back.due_at
    )
