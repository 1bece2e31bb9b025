"""Remind a payer of its invoice: before the due day, on it, one and two weeks after, once each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.fee_words import REMINDERS, FeeWay, reminder_due
from marketplace.domain.lives import FeeEvent, FeeState
from marketplace.domain.payments import InvoiceState
from marketplace.domain.working_days import local_day
from marketplace.models import ServiceFee
from marketplace.models.audit import record
from marketplace.services.find_fees import CLAIMED, lock_fee
from marketplace.services.tell_fee import tell_fee


def find_fees_to_remind(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Open invoices whose newest reminder has come and was not given, or whose due day is past.

    Not those that Stripe shows as paid: nobody is asked for what may have come.
    """
    today = local_day(now)
    since = sa.literal(today) - ServiceFee.due_on
    come = sa.case(*((since >= days, days) for days in sorted(REMINDERS, reverse=True)))
    paid_there = sa.and_(
        ServiceFee.way == FeeWay.STRIPE,
        ServiceFee.stripe_state == InvoiceState.PAID,
        ServiceFee.stripe_paid_minor.is_(None),
    )
    query = sa.select(ServiceFee.id).where(
        ServiceFee.state.in_(CLAIMED),
        sa.func.coalesce(paid_there, False).is_(False),
        sa.or_(
            come > sa.func.coalesce(ServiceFee.reminded, min(REMINDERS) - 1),
            sa.and_(ServiceFee.state == FeeState.OPEN, ServiceFee.due_on < today),
        ),
    )
    return session.scalars(query.order_by(ServiceFee.due_on)).all()


def remind_fee(session: Session, *, fee_id: UUID, now: datetime) -> int | None:
    """Move an invoice past its due day on, and give the reminder that has come.

    The days from the due day that the reminder is for; None when none was given.
    """
    fee = lock_fee(session, fee_id)
    if fee is None or fee.state not in CLAIMED or fee.due_on is None or fee.is_paid_elsewhere:
        return None
    today = local_day(now)
    if fee.state == FeeState.OPEN and fee.due_on < today:
        fee.advance(FeeEvent.GO_OVERDUE, by=None, now=now)
    days = reminder_due(fee.due_on, today)
    if days is None or (fee.reminded is not None and days <= fee.reminded):
        return None
    fee.reminded = days
    record(session, fee, "remind", by=None, now=now, days=days)
    event = "fee_due_soon" if days <= 0 else "fee_overdue"
    tell_fee(session, event, fee, now=now, about=f" {days}", due=days <= 0)
    return days
