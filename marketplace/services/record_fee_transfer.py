"""The operator records what the bank says: a fee paid by transfer, or money sent back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.fee_entries import overpaid_back, sent_back, transferred
from marketplace.domain.lives import FeeEvent
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound, invalid
from marketplace.models import FeeCredit, ServiceFee
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.book_fee import book_fee
from marketplace.services.find_fee_acts import FeeAct, require_open
from marketplace.services.find_fee_steps import VOIDABLE
from marketplace.services.find_fees import manage_fee
from marketplace.services.issue_fee import ask_stripe
from marketplace.services.tell_fee import tell_fee


def record_fee_transfer(
    session: Session,
    *,
    fee_id: UUID,
    transferred_on: date,
    bank_reference: str,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> ServiceFee:
    """All that was open came by bank transfer that day, under that reference.

    An invoice at Stripe is voided, so that nobody pays it too; what comes there all the same is
    given back. Raises NotFound, Forbidden, IllegalMove, Conflict `fee_credit_on_its_way`, Invalid.
    """
    fee = manage_fee(session, fee_id, identity=identity)
    require_open(FeeAct.TRANSFER, fee)
    _require_past(transferred_on, "/transferred_on", now)
    amount = fee.open_minor
    fee.transferred_on, fee.bank_reference, fee.transferred_minor = (
        transferred_on,
        bank_reference,
        amount,
    )
    fee.paid_at = now
    fee.advance(FeeEvent.TRANSFER, by=identity, now=now, bank_reference=bank_reference)
    tell_fee(session, "fee_paid", fee, now=now)
    if fee.stripe_state in VOIDABLE:
        fee.void_asked_at = now
        ask_stripe(session, fee, jobs=jobs, now=now)
    book_fee(session, [transferred(fee.facts, amount)], now=now)
    return fee


def record_fee_return(
    session: Session,
    *,
    fee_id: UUID,
    credit_id: UUID,
    returned_on: date,
    return_reference: str,
    identity: Identity,
    now: datetime,
) -> FeeCredit:
    """What a credit note took back of a paid fee was sent to the payer by bank transfer.

    Raises NotFound, Forbidden, Conflict (fee_nothing_to_return, payment_disputed), Invalid.
    """
    fee = manage_fee(session, fee_id, identity=identity)
    note = find_note(fee, credit_id)
    require_open(FeeAct.SEND_BACK, note)
    _require_past(returned_on, "/returned_on", now)
    amount = min(note.total_minor, -fee.open_minor)
    note.returned_on, note.return_reference, note.returned_minor = (
        returned_on,
        return_reference,
        amount,
    )
    record(session, note, "send_back", by=identity, now=now, return_reference=return_reference)
    tell_fee(session, "fee_sent_back", fee, now=now, about=f" {note.id}", note=note.number)
    book_fee(session, [sent_back(note.facts, amount)], now=now)
    return note


def record_overpaid_return(
    session: Session,
    *,
    fee_id: UUID,
    returned_on: date,
    return_reference: str,
    identity: Identity,
    now: datetime,
) -> ServiceFee:
    """What was paid twice was sent back by bank transfer, because its refund failed.

    Raises NotFound, Forbidden, Conflict `fee_nothing_to_return`, Invalid.
    """
    fee = manage_fee(session, fee_id, identity=identity)
    require_open(FeeAct.SEND_BACK, fee)
    _require_past(returned_on, "/returned_on", now)
    amount = fee.overpaid_minor
    fee.returned_on, fee.return_reference, fee.returned_minor = (
        returned_on,
        return_reference,
        amount,
    )
    fee.fault = ""
    record(session, fee, "send_back", by=identity, now=now, return_reference=return_reference)
    tell_fee(session, "fee_overpaid_back", fee, now=now)
    book_fee(session, [overpaid_back(fee.facts, amount)], now=now)
    return fee


def find_note(fee: ServiceFee, credit_id: UUID) -> FeeCredit:
    """The credit note of the fee; raises NotFound."""
    for note in fee.credits:
        if note.id == credit_id:
            return note
    raise NotFound()


def _require_past(day: date, pointer: str, now: datetime) -> None:
    if day > local_day(now):
        raise invalid(pointer, "day_to_come")
