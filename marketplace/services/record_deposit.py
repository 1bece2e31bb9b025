"""Record what is seen at Stripe of a deposit: in any order, any number of times, it comes out same.

Only what Stripe has carried out moves a deposit: a page or charge that is under way changes
nothing, an older look never undoes a newer one.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.lives import TryEvent, TryState
from marketplace.domain.payments import (
    AboutKind,
    Dispute,
    PageState,
    Payment,
    PaymentPage,
    PaymentState,
    Refund,
    Seen,
)
from marketplace.models import Deposit, DepositTry
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.keep_deposit_method import keep_method
from marketplace.services.reckon_deposit import follow_lines
from marketplace.services.record_deposit_dispute import record_deposit_dispute
from marketplace.services.record_deposit_payment import end_try, record_payment
from marketplace.services.record_deposit_refund import record_refund
from marketplace.services.record_seen import RECORDERS

CAME_TO_NOTHING = (
    PaymentState.WAITING,
    PaymentState.NEEDS_CUSTOMER,
    PaymentState.CANCELLED,
)
"Of the payment of a page that nobody can pay on any more"


def record_deposit(session: Session, seen: Seen, *, now: datetime) -> None:
    """Bring the deposit that it is about up to what is seen. Raises NotFound."""
    if seen.about is None:
        raise ValueError("it is about nothing of ours")
    deposit = lock_deposit(session, seen.about.id)
    if isinstance(seen, PaymentPage):
        _page(session, deposit, seen, now)
    elif isinstance(seen, Payment):
        record_payment(session, deposit, seen, now)
    elif isinstance(seen, Refund):
        record_refund(session, deposit, seen, now)
    elif isinstance(seen, Dispute):
        record_deposit_dispute(session, deposit, seen, now)


RECORDERS[AboutKind.DEPOSIT] = record_deposit


def _page(session: Session, deposit: Deposit, page: PaymentPage, now: datetime) -> None:
    one = _try_of(deposit, page)
    if one is not None:
        _seen(one, page, now)
    if page.state == PageState.OPEN:
        follow_lines(session, deposit, now=now)
    if page.state == PageState.EXPIRED:
        end_try(one, TryEvent.CLOSE, now)
    elif page.state == PageState.COMPLETE and page.method is not None:
        end_try(one, TryEvent.DONE, now)
        session.flush()
        if one is not None:
            keep_method(session, deposit, one, page.method, now)
    if page.payment is not None:
        record_payment(session, deposit, page.payment, now, one)
        if page.state == PageState.COMPLETE and page.payment.state in CAME_TO_NOTHING:
            end_try(one, TryEvent.CLOSE, now)


def _seen(one: DepositTry, page: PaymentPage, now: datetime) -> None:
    one.seen_at = now
    if one.page_id is None:
        one.page_id, one.page_url = page.id, page.url
    if one.state == TryState.ASKED:
        one.advance(TryEvent.OPEN, by=None, now=now)
    if page.is_over:
        one.page_url = None


def _try_of(deposit: Deposit, page: PaymentPage) -> DepositTry | None:
    """The page's own: by its id, or by our key as long as no page of it is known."""
    for one in deposit.tries:
        if page.id == one.page_id or (one.page_id is None and one.page_key == page.asked_as):
            return one
    return None
