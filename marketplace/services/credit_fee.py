"""Take back an invoiced fee, whole or in part: a credit note with its VAT and its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.fee_entries import Booking, voided
from marketplace.domain.fee_table import WHOLE_YUAN, credit_vat
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.lives import (
    ContractState,
    FeeCreditState,
    FeeEvent,
    FeeState,
)
from marketplace.domain.lives.fees import INVOICED
from marketplace.domain.payments import InvoiceState
from marketplace.errors import invalid
from marketplace.models import Contract, FeeCredit, ServiceFee
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.book_fee import book_fee
from marketplace.services.find_fee_acts import FeeAct, bar_to, require_open
from marketplace.services.find_fees import lock_fee, manage_fee
from marketplace.services.issue_fee import ask_stripe
from marketplace.services.record_fee_credit import issued, new_credit
from marketplace.services.tell_fee import tell_fee

ENDED = "the contract was ended before it was completed"
REFUSED_REST = timedelta(days=1)
"after which what Stripe refused to credit by rule is asked for once more"


def credit_fee(
    session: Session,
    *,
    fee_id: UUID,
    net_minor: int | None,
    why: CreditReason,
    reason: str,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> FeeCredit:
    """The operator takes back `net_minor` fen without VAT; None: all that is left.

    By Stripe where the invoice is there, else at once. Raises NotFound, Forbidden, Conflict
    (fee_not_invoiced, fee_void_on_its_way, payment_disputed, fee_credit_on_its_way), Invalid.
    """
    fee = manage_fee(session, fee_id, identity=identity)
    require_open(FeeAct.CREDIT, fee)
    amount = _amount(fee, net_minor)
    note, bookings = _credit(session, fee, amount, why, reason, jobs=jobs, by=identity, now=now)
    book_fee(session, bookings, now=now)
    return note


def _amount(fee: ServiceFee, net_minor: int | None) -> int:
    """Parts are whole yuan, so that VAT on the parts adds up to VAT on the whole, here as there."""
    left = fee.net_minor - fee.credited[0]
    amount = left if net_minor is None else net_minor
    if not 0 < amount <= left:
        raise invalid("/net_minor", "fee_credit_too_much", left_minor=left)
    if amount != left and amount % WHOLE_YUAN:
        raise invalid("/net_minor", "fee_credit_whole_yuan")
    return amount


def _credit(
    session: Session,
    fee: ServiceFee,
    net_minor: int,
    why: CreditReason,
    reason: str,
    *,
    jobs: JobQueue,
    by: Identity | None,
    now: datetime,
) -> tuple[FeeCredit, list[Booking]]:
    way = FeeWay.STRIPE if _stands_at_stripe(fee) else FeeWay.TRANSFER
    note = new_credit(
        session,
        fee,
        net_minor=net_minor,
        vat_minor=credit_vat(
            net_minor,
            invoiced=(fee.net_minor, fee.vat_minor),
            credited=fee.credited,
            vat_bps=fee.vat_bps,
        ),
        why=why,
        reason=reason,
        way=way,
        by=by,
        now=now,
    )
    if way is FeeWay.TRANSFER:
        return note, [issued(session, note, now=now)]
    ask_stripe(session, fee, jobs=jobs, now=now)
    return note, []


def _stands_at_stripe(fee: ServiceFee) -> bool:
    """A credit note is made there; not on an invoice that was settled in another way."""
    elsewhere = fee.transferred_on is not None or fee.is_paid_elsewhere or fee.stripe_taken_minor
    return fee.way == FeeWay.STRIPE and not elsewhere


def end_fee(session: Session, *, fee_id: UUID, jobs: JobQueue, now: datetime) -> None:
    """By rule: the fee of a contract that ended before it was completed is owed no more.

    Not invoiced it is void; else all that is left of it is credited, whoever ended the contract.
    """
    fee = lock_fee(session, fee_id)
    if fee is None or fee.contract.state != ContractState.CANCELLED:
        return
    if fee.state == FeeState.DUE:
        void(session, fee, by=None, reason=ENDED, now=now)
        return
    left = fee.net_minor - fee.credited[0]
    if left and bar_to(FeeAct.CREDIT, fee) is None:
        why = CreditReason.CONTRACT_ENDED
        _, bookings = _credit(session, fee, left, why, ENDED, jobs=jobs, by=None, now=now)
        book_fee(session, bookings, now=now)


def find_fees_to_end(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Fees that are still owed though their contract ended before it was completed.

    Not while a credit note is on its way; one that Stripe refused is asked for anew a day later.
    """
    credited = sa.select(FeeCredit.id).where(
        FeeCredit.fee_id == ServiceFee.id,
        sa.or_(
            FeeCredit.state == FeeCreditState.WANTED,
            sa.and_(
                FeeCredit.state == FeeCreditState.REFUSED, FeeCredit.created_at > now - REFUSED_REST
            ),
        ),
    )
    query = (
        sa.select(ServiceFee.id)
        .join(Contract, Contract.id == ServiceFee.contract_id)
        .where(
            Contract.state == ContractState.CANCELLED,
            ServiceFee.state.in_([FeeState.DUE, *INVOICED]),
            ~credited.exists(),
        )
    )
    return session.scalars(query).all()


def void_fee(
    session: Session,
    *,
    fee_id: UUID,
    reason: str,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> ServiceFee:
    """The operator voids a fee that nobody has paid; an invoice at Stripe is voided there first.

    Raises NotFound, Forbidden, IllegalMove, Conflict (fee_e_invoiced: a red e-invoice and a credit
    note are needed; fee_credit_on_its_way; fee_paid_at_stripe: record the transfer, or credit it).
    """
    fee = manage_fee(session, fee_id, identity=identity)
    require_open(FeeAct.VOID, fee)
    fee.ended_reason = reason
    if fee.state != FeeState.DUE and fee.way == FeeWay.STRIPE and _may_be_paid(fee):
        fee.void_asked_at = now
        ask_stripe(session, fee, jobs=jobs, now=now)
        return fee
    book_fee(session, void(session, fee, by=identity, reason=reason, now=now), now=now)
    return fee


def _may_be_paid(fee: ServiceFee) -> bool:
    return fee.stripe_state != InvoiceState.VOID


def void(
    session: Session, fee: ServiceFee, *, by: Identity | None, reason: str, now: datetime
) -> list[Booking]:
    """The fee is void; what is to be booked: nothing, when it was never invoiced."""
    bookings = [] if fee.issued_at is None else [voided(fee.facts, fee.credited)]
    fee.ended_reason = reason
    fee.advance(FeeEvent.VOID, by=by, now=now, reason=reason)
    tell_fee(session, "fee_voided", fee, now=now)
    return bookings


def write_off_fee(
    session: Session, *, fee_id: UUID, reason: str, identity: Identity, now: datetime
) -> ServiceFee:
    """The operator gives up asking; it stays owed, and may still be paid. Nothing is booked.

    Raises NotFound, Forbidden, IllegalMove.
    """
    fee = manage_fee(session, fee_id, identity=identity)
    require_open(FeeAct.WRITE_OFF, fee)
    fee.advance(FeeEvent.WRITE_OFF, by=identity, now=now, reason=reason)
    fee.ended_reason = reason
    return fee
