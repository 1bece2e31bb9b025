"""Record what is seen at Stripe of a deposit: in any order, any number of times, it comes out same.

Only what Stripe has carried out moves a deposit: a page or charge that is under way changes
nothing, an older look never undoes a newer one.
"""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from marketplace.domain.contract_terms import in_working_days
from marketplace.domain.lives import (
    LIVE_TRIES,
    DepositEvent,
    DepositState,
    TryEvent,
    TryState,
)
from marketplace.domain.payments import (
    AboutKind,
    PageState,
    Payment,
    PaymentPage,
    PaymentState,
    Refund,
    SavedMethod,
    Seen,
)
from marketplace.models import Deposit, DepositPayment, DepositTry, TryKind
from marketplace.services.book_deposit import book_charged
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.record_deposit_refund import record_refund
from marketplace.services.record_seen import RECORDERS
from marketplace.services.return_deposit import give_back
from marketplace.services.tell_deposit import tell_deposit

log = logging.getLogger(__name__)
AWAITED = (DepositState.DUE, DepositState.CHARGING, DepositState.CONFIRMING)
"A payment is waited for"
CAME_TO_NOTHING = (
    PaymentState.WAITING,
    PaymentState.NEEDS_CUSTOMER,
    PaymentState.CANCELLED,
)
"Of the payment of a page that nobody can pay on any more"
OVER = (DepositState.RELEASED, DepositState.RETURNED, DepositState.KEPT)


def record_deposit(session: Session, seen: Seen, *, now: datetime) -> None:
    """Bring the deposit that it is about up to what is seen. Raises NotFound."""
    if seen.about is None:
        raise ValueError("it is about nothing of ours")
    deposit = lock_deposit(session, seen.about.id)
    if isinstance(seen, PaymentPage):
        _page(session, deposit, seen, now)
    elif isinstance(seen, Payment):
        _payment(session, deposit, seen, now)
    elif isinstance(seen, Refund):
        record_refund(session, deposit, seen, now)


RECORDERS[AboutKind.DEPOSIT] = record_deposit


def _page(session: Session, deposit: Deposit, page: PaymentPage, now: datetime) -> None:
    one = _try_of(deposit, page.id)
    if one is not None:
        one.seen_at = now
        if one.state == TryState.ASKED:
            one.page_id, one.page_url = page.id, page.url
            one.advance(TryEvent.OPEN, by=None, now=now)
    if page.state == PageState.EXPIRED:
        _end(one, TryEvent.CLOSE, now)
    elif page.state == PageState.COMPLETE and page.method is not None:
        _end(one, TryEvent.DONE, now)
        _saved(session, deposit, page.method, now)
    if page.payment is not None:
        _payment(session, deposit, page.payment, now, one)
        if page.state == PageState.COMPLETE and page.payment.state in CAME_TO_NOTHING:
            _end(one, TryEvent.CLOSE, now)


def _try_of(deposit: Deposit, page_id: str) -> DepositTry | None:
    """The page's own, or the one of which no page is known yet: there is one live at a time."""
    for one in deposit.tries:
        if one.page_id == page_id:
            return one
    live = deposit.live_try
    unknown = live is not None and live.page_id is None and live.kind != TryKind.CHARGE
    return live if unknown else None


def _end(one: DepositTry | None, event: TryEvent, now: datetime) -> None:
    if one is not None and one.state in LIVE_TRIES:
        one.page_url = None
        one.advance(event, by=None, now=now, reason=one.fault or None)


def _saved(session: Session, deposit: Deposit, method: SavedMethod, now: datetime) -> None:
    """Kept for the charge at the lock; after the lock nobody asks for one any more."""
    if deposit.state not in (DepositState.DUE, DepositState.SAVED):
        return
    if deposit.method_id == method.id:
        return
    deposit.method_id, deposit.customer_id = method.id, method.customer_id
    deposit.method_label = method.label
    deposit.advance(DepositEvent.SAVE, by=None, now=now, method=method.label)
    tell_deposit(session, deposit, "deposit_saved", now=now)


def _payment(
    session: Session,
    deposit: Deposit,
    payment: Payment,
    now: datetime,
    one: DepositTry | None = None,
) -> None:
    one = one or _try_of_payment(deposit, payment)
    if payment.state == PaymentState.SUCCEEDED:
        _end(one, TryEvent.DONE, now)
        if not any(known.payment_id == payment.id for known in deposit.payments):
            _paid(session, deposit, payment, now)
    elif payment.state == PaymentState.CANCELLED:
        _cancelled(session, deposit, payment, one, now)


def _try_of_payment(deposit: Deposit, payment: Payment) -> DepositTry | None:
    """The charge without the member that this payment is; a page's payment comes with its page."""
    for one in deposit.tries:
        if one.payment_id == payment.id:
            return one
    live = deposit.live_try
    unknown = live is not None and live.kind == TryKind.CHARGE and live.payment_id is None
    return live if unknown else None


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
    """Nothing was charged; unless the deposit has ended meanwhile its member is asked to pay."""
    _end(one, TryEvent.FAIL, now)
    if deposit.state != DepositState.CHARGING:
        return
    deposit.confirm_due_at = in_working_days(now, deposit.confirm_days)
    deposit.advance(DepositEvent.NEED_MEMBER, by=None, now=now, reason=one.fault)
    tell_deposit(session, deposit, "deposit_confirm", now=now, due_at=deposit.confirm_due_at)


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
