"""Record that Stripe said no: nothing was done there, and it is said what comes next."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import LIVE_TRIES, ReturnState, TryEvent
from marketplace.domain.payments import Payment
from marketplace.models import DepositReturn, TryKind
from marketplace.services.find_deposit import lock_deposit, lock_try
from marketplace.services.record_deposit_payment import refuse_charge
from marketplace.services.record_deposit_refund import fail_return

MOST_REFUSALS = 5


def record_try_refused(session: Session, *, try_id: UUID, fault: str, now: datetime) -> None:
    """A page that cannot be opened may be asked for again; a charge is asked of the member."""
    deposit, one = lock_try(session, try_id)
    one.page_url = None  # there is none to close
    if one.state not in LIVE_TRIES:
        return
    one.fault = fault
    if one.kind == TryKind.CHARGE:
        refuse_charge(session, deposit, one, now)
    else:
        one.advance(TryEvent.FAIL, by=None, now=now, reason=fault)


def record_charge_known(session: Session, *, try_id: UUID, payment: Payment) -> None:
    """Which payment a charge is, and why it did not go through, before it is cancelled there."""
    _, one = lock_try(session, try_id)
    one.payment_id, one.fault = payment.id, payment.fault or str(payment.state)


def record_refund_refused(session: Session, *, return_id: UUID, fault: str, now: datetime) -> None:
    """Asked again after a rest, under another key; five times refused, the operator settles it."""
    found = session.get_one(DepositReturn, return_id)
    deposit = lock_deposit(session, found.deposit_id)
    back = next(known for known in deposit.returns if known.id == return_id)
    if back.state != ReturnState.ASKED:
        return
    back.refusals += 1
    back.seen_at, back.fault = now, fault
    if back.refusals >= MOST_REFUSALS:
        fail_return(session, deposit, back, fault, now)
