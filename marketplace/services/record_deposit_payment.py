"""Record what is seen at Stripe of a payment of a deposit: a charge, or what was paid on a page."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from marketplace.domain.lives import LIVE_TRIES, DepositEvent, DepositState, TryEvent
from marketplace.domain.payments import Payment, PaymentState
from marketplace.models import Deposit, DepositPayment, DepositTry, TryKind
from marketplace.services.book_deposit import book_charged
from marketplace.services.confirm_deposit import ask_to_confirm
from marketplace.services.release_deposit import release
from marketplace.services.return_deposit import give_back
from marketplace.services.tell_deposit import tell_deposit

log = logging.getLogger(__name__)
AWAITED = (DepositState.DUE, DepositState.CHARGING, DepositState.CONFIRMING)
"A payment is waited for"
OVER = (DepositState.RELEASED, DepositState.RETURNED, DepositState.KEPT)


def record_payment(
    session: Session,
    deposit: Deposit,
    payment: Payment,
    now: datetime,
    one: DepositTry | None = None,
) -> None:
    one = one or _try_of_payment(deposit, payment)
    if payment.state == PaymentState.SUCCEEDED:
        end_try(one, TryEvent.DONE, now)
        if not any(known.payment_id == payment.id for known in deposit.payments):
            _paid(session, deposit, payment, now)
    elif payment.state == PaymentState.CANCELLED:
        _cancelled(session, deposit, payment, one, now)


def _try_of_payment(deposit: Deposit, payment: Payment) -> DepositTry | None:
    """The charge without the member that this payment is; a page's payment comes with its page."""
    for one in deposit.tries:
        if one.payment_id == payment.id or one.charge_key == payment.asked_as:
            return one
    return None


def _cancelled(
    session: Session,
    deposit: Deposit,
    payment: Payment,
    one: DepositTry | None,
    now: datetime,
) -> None:
    """The charge at the lock came to nothing: the member pays on a page, within a stated time."""
    if one is None or one.kind != TryKind.CHARGE or one.state not in LIVE_TRIES:
        return
    one.payment_id = payment.id
    one.fault = one.fault or payment.fault or "cancelled"
    refuse_charge(session, deposit, one, now)


def refuse_charge(session: Session, deposit: Deposit, one: DepositTry, now: datetime) -> None:
    """Nothing was charged: its member is asked to pay, or the deposit whose end has come ends."""
    end_try(one, TryEvent.FAIL, now)
    if deposit.state != DepositState.CHARGING:
        return
    if deposit.ended_reason is not None:
        release(session, deposit, deposit.ended_reason, now)
        return
    ask_to_confirm(session, deposit, reason=one.fault, now=now)


def _paid(session: Session, deposit: Deposit, payment: Payment, now: datetime) -> None:
    """Money has come: the first payment that is waited for stands, any other goes straight back."""
    stands = deposit.standing is None and deposit.state in AWAITED
    paid = DepositPayment(
        id=uuid4(),
        deposit_id=deposit.id,
        group_buy_id=deposit.group_buy_id,
        payment_id=payment.id,
        amount_minor=payment.amount_minor,
        label=payment.label,
        stands=stands,
        paid_at=now,
    )
    deposit.payments.append(paid)
    session.flush()
    if stands:
        deposit.advance(DepositEvent.PAY, by=None, now=now, amount_minor=paid.amount_minor)
        tell_deposit(session, deposit, "deposit_held", now=now)
    else:
        reason = "paid_late" if deposit.standing is None else "paid_twice"
        back = give_back(session, deposit, paid, paid.amount_minor, reason=reason, now=now)
        if deposit.state in OVER:
            deposit.return_due_at = back.due_at
            deposit.advance(DepositEvent.PAY_LATE, by=None, now=now, reason=reason)
        tell_deposit(session, deposit, "deposit_paid_twice", now=now, about=paid.id)
    book_charged(session, deposit, paid, now)
    log.info("deposit_charged", extra={"deposit_id": deposit.id, "stands": stands})


def end_try(one: DepositTry | None, event: TryEvent, now: datetime) -> None:
    if one is not None and one.state in LIVE_TRIES:
        one.page_url = None
        one.advance(event, by=None, now=now, reason=one.fault or None)
