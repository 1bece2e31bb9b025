"""A fee that waits for an invoice of Stripe is taken back, so that it can be invoiced otherwise."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.fee_words import TAKEN_BACK, TAKEN_BACK_UNSEEN
from marketplace.domain.lives import FeeEvent, FeeState
from marketplace.models import ServiceFee, StripeCustomer
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.find_fee_acts import FeeAct, require_open
from marketplace.services.find_fees import lock_fee, manage_fee
from marketplace.services.issue_fee import ask_stripe


def take_back_fee(
    session: Session,
    *,
    fee_id: UUID,
    online: bool,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> ServiceFee:
    """The operator waits no longer: the fee is due again once Stripe shows that it made no invoice.

    Where there are no keys nobody can look, and it is due at once: an invoice that is found later
    is voided, and what is paid on it given back. Raises NotFound, Forbidden, IllegalMove.
    """
    fee = manage_fee(session, fee_id, identity=identity)
    require_open(FeeAct.TAKE_BACK, fee)
    known = session.get(StripeCustomer, fee.organisation_id) is not None
    if online and known:
        fee.take_back_asked_at = now
        record(session, fee, "ask_back", by=identity, now=now)
        ask_stripe(session, fee, jobs=jobs, now=now)
        return fee
    _due_again(fee, TAKEN_BACK_UNSEEN if known else TAKEN_BACK, by=identity, now=now)
    return fee


def record_no_invoice(session: Session, fee_id: UUID, *, now: datetime) -> None:
    """Stripe has made no invoice of it, and will make none under that key any more."""
    fee = lock_fee(session, fee_id)
    if fee is not None and fee.state == FeeState.ISSUING and fee.take_back_asked_at is not None:
        _due_again(fee, TAKEN_BACK, by=None, now=now)


def _due_again(fee: ServiceFee, why: str, *, by: Identity | None, now: datetime) -> None:
    fee.fault, fee.take_back_asked_at = why, None
    fee.advance(FeeEvent.TAKE_BACK, by=by, now=now, reason=why)
