"""Record that a card holder's bank disputes the payment of a fee: held, won, or lost.

While it is open nothing of that payment is given back. Lost, the fee is owed again.
"""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.ledger import AccountPurpose
from marketplace.domain.lives import DisputeState, FeeEvent
from marketplace.domain.payments import Dispute
from marketplace.models import PaymentDispute, ServiceFee
from marketplace.services.record_dispute import book_dispute, book_lost, keep_dispute
from marketplace.services.tell_fee import tell_fee, tell_operators_of_fee

log = logging.getLogger(__name__)
TOLD = {
    DisputeState.INQUIRY: (None, "fee_payment_disputed"),
    DisputeState.OPEN: ("fee_disputed", "fee_payment_disputed"),
    DisputeState.WON: ("fee_dispute_won", None),
    DisputeState.LOST: ("fee_charged_back", "fee_dispute_lost"),
}
"By state: what the payer is told, and what the operators"


def record_fee_dispute(session: Session, fee: ServiceFee, seen: Dispute, now: datetime) -> None:
    """Of a payment that is not known yet it says nothing: whatever looks again finds both."""
    if fee.stripe_payment_id != seen.payment_id:
        log.warning("dispute_of_no_payment", extra={"fee_id": fee.id})
        return
    kept, entered = keep_dispute(
        session,
        seen,
        organisation_id=fee.organisation_id,
        group_buy_id=fee.group_buy_id,
        now=now,
    )
    if entered is DisputeState.LOST:
        _lost(fee, kept, now)
    if entered is not None:
        _tell(session, fee, kept, entered, now)
    book_dispute(session, kept, now=now)
    if kept.state == DisputeState.LOST:
        book_lost(session, kept, AccountPurpose.FEE_RECEIVABLE, now=now)


def _lost(fee: ServiceFee, kept: PaymentDispute, now: datetime) -> None:
    kept.settled_minor = kept.taken_minor
    fee.stripe_taken_minor += kept.taken_minor
    if fee.life.allows(fee.state, FeeEvent.CHARGE_BACK):
        fee.advance(FeeEvent.CHARGE_BACK, by=None, now=now, reason=kept.reason)


def _tell(
    session: Session, fee: ServiceFee, kept: PaymentDispute, entered: DisputeState, now: datetime
) -> None:
    payer, operators = TOLD[entered]
    if payer is not None:
        tell_fee(session, payer, fee, now=now, about=f" {kept.id}")
    if operators is not None:
        due_at = kept.respond_by if entered is not DisputeState.LOST else None
        about = f" {kept.id} {entered}"
        tell_operators_of_fee(session, operators, fee, now=now, about=about, due_at=due_at)
