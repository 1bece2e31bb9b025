"""A fee that is due is invoiced: by Stripe, or with the account it is to be transferred to."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.fee_entries import Booking, invoiced
from marketplace.domain.fee_words import TAKEN_BACK_UNSEEN, FeeWay
from marketplace.domain.lives import FeeEvent, FeeState
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict
from marketplace.models import ServiceFee
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.book_fee import book_fee
from marketplace.services.find_fee_acts import FeeAct, require_open
from marketplace.services.find_fee_tables import ways_on
from marketplace.services.find_fees import lock_fee, manage_fee
from marketplace.services.tell_fee import tell_fee

log = logging.getLogger(__name__)
OFF = {FeeWay.STRIPE: "fees_online_off", FeeWay.TRANSFER: "fees_no_account"}
"Why it cannot be invoiced in that way"


def find_fees_to_issue(session: Session) -> Sequence[UUID]:
    """Fees that are due and that Stripe has not refused."""
    query = sa.select(ServiceFee.id).where(ServiceFee.state == FeeState.DUE, ServiceFee.fault == "")
    return session.scalars(query.order_by(ServiceFee.arisen_at)).all()


def issue_due_fee(
    session: Session, *, fee_id: UUID, online: bool, jobs: JobQueue, now: datetime
) -> None:
    """What the sweep does with it: by Stripe where keys are set, else by transfer.

    Where neither can be, fees are off and it waits.
    """
    ways = ways_on(session, online=online)
    fee = lock_fee(session, fee_id) if ways else None
    if fee is not None and fee.state == FeeState.DUE and not fee.fault:
        _issue(session, fee, ways[0], jobs=jobs, by=None, now=now)


def issue_fee(
    session: Session,
    *,
    fee_id: UUID,
    way: FeeWay,
    online: bool,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> ServiceFee:
    """The operator invoices it, as after a refusal by Stripe, in the way it chooses.

    Raises NotFound, Forbidden, IllegalMove, Conflict (fees_online_off, fees_no_account).
    """
    fee = manage_fee(session, fee_id, identity=identity)
    require_open(FeeAct.ISSUE, fee)
    if way not in ways_on(session, online=online):
        raise Conflict(OFF[way])
    _issue(session, fee, way, jobs=jobs, by=identity, now=now)
    return fee


def _issue(
    session: Session,
    fee: ServiceFee,
    way: FeeWay,
    *,
    jobs: JobQueue,
    by: Identity | None,
    now: datetime,
) -> None:
    if fee.fault != TAKEN_BACK_UNSEEN:  # the same key finds an invoice that nobody could look for
        fee.attempt += 1
    fee.way, fee.fault = way, ""
    fee.advance(FeeEvent.ISSUE, by=by, now=now, way=str(way))
    if way is FeeWay.STRIPE:
        ask_stripe(session, fee, jobs=jobs, now=now)
        return
    due_on = local_day(now) + timedelta(days=fee.due_days)
    book_fee(session, [opened(session, fee, due_on=due_on, now=now)], now=now)


def ask_again(session: Session, *, fee_id: UUID, jobs: JobQueue, now: datetime) -> None:
    """What the sweep does with a fee whose step at Stripe has waited too long."""
    fee = lock_fee(session, fee_id)
    if fee is not None:
        ask_stripe(session, fee, jobs=jobs, now=now)


def ask_stripe(session: Session, fee: ServiceFee, *, jobs: JobQueue, now: datetime) -> None:
    """Send the job that does at Stripe what this fee waits for."""
    fee.asked_at = now
    jobs.defer(session, "settle_fee", lock=f"fee:{fee.id}", fee_id=str(fee.id))


def opened(session: Session, fee: ServiceFee, *, due_on: date, now: datetime) -> Booking:
    """The invoice is out: the payer is told. Gives what is to be booked."""
    fee.issued_at, fee.due_on = now, due_on
    fee.advance(FeeEvent.ISSUED, by=None, now=now, due_on=due_on.isoformat())
    tell_fee(session, "fee_invoiced", fee, now=now, due=True)
    log.info("fee_invoiced", extra={"fee_id": fee.id, "way": fee.way})
    return invoiced(fee.facts)
