"""Record that a card holder's bank disputes the payment of a deposit: held, won, or lost.

While it is open the returns of that payment wait. Lost, the money has gone back by the bank: it
stands for what waited and for what was held, and is never given back again. What was back already
stays on the account of what banks took: the platform has paid it twice, and looks for it.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.domain.deposits import RETURN_DAYS
from marketplace.domain.ledger import AccountPurpose
from marketplace.domain.lives import DisputeState, ReturnEvent, ReturnState
from marketplace.domain.payments import Dispute
from marketplace.models import Deposit, DepositPayment, PaymentDispute
from marketplace.services.record_dispute import book_dispute, book_lost, keep_dispute
from marketplace.services.tell_deposit import tell_deposit, tell_operators
from marketplace.services.withdraw_return import (
    CHARGED_BACK,
    finish_if_gone,
    room_of,
    went_back_otherwise,
)

log = logging.getLogger(__name__)
TOLD = {
    DisputeState.INQUIRY: (None, "payment_disputed"),
    DisputeState.OPEN: ("deposit_disputed", "payment_disputed"),
    DisputeState.WON: ("deposit_dispute_won", None),
    DisputeState.LOST: ("deposit_charged_back", "payment_dispute_lost"),
}
"By state: what the member is told, and what the operators"


def record_deposit_dispute(
    session: Session, deposit: Deposit, seen: Dispute, now: datetime
) -> None:
    """Of a payment that is not known yet it says nothing: whatever looks again finds both."""
    paid = next((one for one in deposit.payments if one.payment_id == seen.payment_id), None)
    if paid is None:
        log.warning("dispute_of_no_payment", extra={"deposit_id": deposit.id})
        return
    kept, entered = keep_dispute(
        session,
        seen,
        organisation_id=deposit.member_id,
        group_buy_id=deposit.group_buy_id,
        now=now,
    )
    if entered is DisputeState.LOST:
        _lost(session, deposit, paid, kept, now)
    elif entered is DisputeState.WON:
        _goes_on(deposit, paid, now)
    if entered is not None:
        _tell(session, deposit, kept, entered, now)
    book_dispute(session, kept, now=now)
    if kept.state == DisputeState.LOST:
        book_lost(session, kept, AccountPurpose.DEPOSIT_HELD, now=now)


def _lost(
    session: Session, deposit: Deposit, paid: DepositPayment, kept: PaymentDispute, now: datetime
) -> None:
    """As much as is not back yet was given back by the bank."""
    kept.settled_minor = min(kept.taken_minor, room_of(deposit, paid))
    if kept.settled_minor:
        back = went_back_otherwise(
            session, deposit, paid, kept.settled_minor, reason=CHARGED_BACK, now=now
        )
        back.done_at = now
        back.advance(ReturnEvent.TAKE, by=None, now=now, reason=CHARGED_BACK)
    session.flush()
    finish_if_gone(deposit, reason=CHARGED_BACK, now=now)


def _goes_on(deposit: Deposit, paid: DepositPayment, now: datetime) -> None:
    """What waited for the bank goes back within five days from now, if its time has passed."""
    for back in deposit.returns:
        if back.of_payment_id == paid.id and back.state == ReturnState.ASKED and back.due_at < now:
            back.due_at = now + timedelta(days=RETURN_DAYS)


def _tell(
    session: Session, deposit: Deposit, kept: PaymentDispute, entered: DisputeState, now: datetime
) -> None:
    member, operators = TOLD[entered]
    if member is not None:
        tell_deposit(session, deposit, member, now=now, about=kept.id)
    if operators is not None:
        due_at = kept.respond_by if entered is not DisputeState.LOST else None
        about = f"{kept.id} {entered}"
        tell_operators(session, deposit, operators, now=now, about=about, due_at=due_at)
