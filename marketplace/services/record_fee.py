"""Bring a service fee up to what is seen at Stripe: its invoice, payment, credit notes, refunds.

Told in any order and any number of times, the same comes of it: what is not known yet is told again
by the objects that name it, and each movement of money is booked once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.domain.fee_entries import Booking, paid, voided
from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import FeeEvent, FeeState
from marketplace.domain.payments import (
    AboutKind,
    CreditNote,
    Dispute,
    FeeInvoice,
    InvoiceState,
    Payment,
    PaymentState,
    Refund,
    Seen,
)
from marketplace.domain.working_days import local_day
from marketplace.models import ServiceFee
from marketplace.services.book_fee import book_fee
from marketplace.services.find_fee_steps import VOIDABLE
from marketplace.services.find_fees import lock_fee
from marketplace.services.issue_fee import opened
from marketplace.services.record_fee_credit import noted, noted_refund, refuse_wanted
from marketplace.services.record_fee_dispute import record_fee_dispute
from marketplace.services.record_seen import RECORDERS
from marketplace.services.tell_fee import tell_fee, tell_operators_of_fee

log = logging.getLogger(__name__)
DIFFERS = "invoice_differs"
"as the fault of a fee: the invoice at Stripe has other amounts than were asked for"
VOIDED = "invoice_voided"
"as the fault of a credit note: the invoice was made void before it"


def record_fee(session: Session, seen: Seen, *, now: datetime) -> None:
    """Record what Stripe says now of one object about a fee; the fee is locked until the commit."""
    fee = lock_fee(session, seen.about.id) if seen.about is not None else None
    if fee is None:
        log.warning("stripe_object_of_no_fee", extra={"stripe_id": seen.id})
        return
    if isinstance(seen, Dispute):
        record_fee_dispute(session, fee, seen, now)
    else:
        book_fee(session, list(_recorded(session, fee, seen, now)), now=now)


def _recorded(session: Session, fee: ServiceFee, seen: Seen, now: datetime) -> Iterator[Booking]:
    """Changes the fee, and gives what is to be booked."""
    if isinstance(seen, FeeInvoice):
        yield from _invoice(session, fee, seen, now)
    elif isinstance(seen, Payment):
        yield from _payment(session, fee, seen, now)
    elif isinstance(seen, CreditNote):
        yield from noted(session, fee, seen, now=now)
    elif isinstance(seen, Refund):
        yield from noted_refund(session, fee, seen, now=now)


def _invoice(
    session: Session, fee: ServiceFee, seen: FeeInvoice, now: datetime
) -> Iterator[Booking]:
    if seen.state is InvoiceState.DRAFT or not _is_its_own(fee, seen):
        return
    fee.stripe_invoice_id, fee.stripe_number = seen.id, seen.number
    fee.stripe_state, fee.page_url, fee.pdf_url = seen.state, seen.page_url, seen.pdf_url
    if fee.state == FeeState.DUE:  # it was made though we heard that it was not
        fee.advance(FeeEvent.ISSUE, by=None, now=now)
    if fee.state == FeeState.ISSUING:
        fee.way, fee.fault, fee.take_back_asked_at = FeeWay.STRIPE, "", None
        due_at = seen.due_at or now + timedelta(days=fee.due_days)
        yield opened(session, fee, due_on=local_day(due_at), now=now)
    if seen.state is InvoiceState.PAID and seen.paid_minor and seen.payment_id:
        yield from _came(session, fee, seen.payment_id, seen.paid_minor, now)
    elif fee.is_paid_elsewhere:
        tell_operators_of_fee(session, "fee_paid_elsewhere", fee, now=now)
    elif fee.way == FeeWay.TRANSFER:
        _not_needed(fee, now)
    elif seen.state is InvoiceState.VOID and fee.life.allows(fee.state, FeeEvent.VOID):
        yield from _void(session, fee, now)
    elif seen.state is InvoiceState.UNCOLLECTIBLE and fee.life.allows(
        fee.state, FeeEvent.WRITE_OFF
    ):
        fee.advance(FeeEvent.WRITE_OFF, by=None, now=now, reason="seen at Stripe")


def _not_needed(fee: ServiceFee, now: datetime) -> None:
    """It was made after all, while the fee is asked for by bank transfer: it is voided there."""
    if fee.stripe_state in VOIDABLE:
        fee.void_asked_at = fee.void_asked_at or now


def _is_its_own(fee: ServiceFee, seen: FeeInvoice) -> bool:
    """Whether this is the fee's invoice, with its amounts; a second or another one is not."""
    if fee.stripe_invoice_id not in (None, seen.id):
        log.error("fee_invoice_second", extra={"fee_id": fee.id, "stripe_id": seen.id})
        return False
    if (seen.net_minor, seen.vat_minor, seen.currency) != (
        fee.net_minor,
        fee.vat_minor,
        fee.currency,
    ):
        log.error("fee_invoice_differs", extra={"fee_id": fee.id, "stripe_id": seen.id})
        fee.fault = DIFFERS
        return False
    return True


def _payment(session: Session, fee: ServiceFee, seen: Payment, now: datetime) -> Iterator[Booking]:
    """Before the invoice is known it says nothing yet: the invoice names it."""
    if seen.state is not PaymentState.SUCCEEDED or fee.issued_at is None:
        return
    if fee.stripe_payment_id not in (None, seen.id):
        log.error("fee_payment_second", extra={"fee_id": fee.id, "stripe_id": seen.id})
        return
    yield from _came(session, fee, seen.id, seen.amount_minor, now)


def _came(
    session: Session, fee: ServiceFee, payment_id: str, amount_minor: int, now: datetime
) -> Iterator[Booking]:
    """Money came; when a transfer had settled the fee already, it is given back."""
    if fee.stripe_paid_minor is not None:
        return
    fee.stripe_payment_id, fee.stripe_paid_minor = payment_id, amount_minor
    if fee.life.allows(fee.state, FeeEvent.PAY):
        fee.paid_at, fee.void_asked_at = now, None
        fee.advance(FeeEvent.PAY, by=None, now=now, stripe_id=payment_id)
        tell_fee(session, "fee_paid", fee, now=now)
    yield paid(fee.facts, amount_minor, payment_id)


def _void(session: Session, fee: ServiceFee, now: datetime) -> Iterator[Booking]:
    """The invoice is void at Stripe, as we asked or by somebody there.

    A credit note on its way can be made no more: what it would have taken back the void takes.
    """
    refuse_wanted(fee, fault=VOIDED, now=now)
    booking = voided(fee.facts, fee.credited)
    fee.advance(FeeEvent.VOID, by=None, now=now, reason=fee.ended_reason)
    tell_fee(session, "fee_voided", fee, now=now)
    yield booking


RECORDERS[AboutKind.SERVICE_FEE] = record_fee
