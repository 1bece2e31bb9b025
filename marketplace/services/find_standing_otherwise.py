"""Which pages, invoices and credit notes stand at Stripe otherwise than with us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.domain.lives import FeeCreditState, TryState
from marketplace.domain.lives.fees import ASKED
from marketplace.domain.payments import (
    AboutKind,
    CreditNote,
    FeeInvoice,
    InvoiceState,
    PaymentPage,
    Seen,
)
from marketplace.domain.reconciling import Difference, DifferenceKind
from marketplace.domain.states_compared import invoice_stands, note_stands, page_stands
from marketplace.models import DepositTry, FeeCredit, ServiceFee
from marketplace.services.find_fee_steps import VOIDABLE


def find_papers_asked(session: Session, *, before: datetime) -> tuple[list[str], list[str]]:
    """Ids at Stripe of the invoices, and credit notes, that may still move though older."""
    fee, note = ServiceFee, FeeCredit
    open_still = sa.or_(fee.state.in_(ASKED), fee.stripe_state.in_(VOIDABLE))
    older = fee.stripe_invoice_id.is_not(None), fee.issued_at < before, open_still
    invoices = session.scalars(sa.select(fee.stripe_invoice_id).where(*older)).all()
    notes = session.scalars(
        sa.select(note.stripe_note_id)
        .join(fee, fee.id == note.fee_id)
        .where(note.state == FeeCreditState.ISSUED, note.stripe_note_id.is_not(None))
        .where(note.issued_at < before, fee.state.in_(ASKED))
    ).all()
    return [one for one in invoices if one], [one for one in notes if one]


def standing_otherwise(session: Session, papers: Sequence[Seen]) -> list[Difference | None]:
    """How each differs from ours; None: as ours, or not of this marketplace.

    In a fixed number of queries, however many there are.
    """
    pages = [one.id for one in papers if isinstance(one, PaymentPage)]
    named = sa.select(DepositTry.page_id, DepositTry.state).where(DepositTry.page_id.in_(pages))
    asked = dict(session.execute(named).all())
    known = [one.about for one in papers if one.about is not None]
    about = [one.id for one in known if one.kind is AboutKind.SERVICE_FEE]
    query = sa.select(ServiceFee).where(ServiceFee.id.in_(about))
    found = session.scalars(query.options(selectinload(ServiceFee.credits)))
    fees = {fee.id: fee for fee in found}
    return [_otherwise(one, asked, fees) for one in papers]


def _otherwise(
    seen: Seen, asked: Mapping[str | None, TryState], fees: Mapping[UUID, ServiceFee]
) -> Difference | None:
    if isinstance(seen, PaymentPage):
        return _page(seen, asked.get(seen.id))
    fee = fees.get(seen.about.id) if seen.about is not None else None
    if fee is None:
        return None
    if isinstance(seen, FeeInvoice):
        return _invoice(fee, seen)
    return _note(fee, seen) if isinstance(seen, CreditNote) else None


def _page(seen: PaymentPage, asked: TryState | None) -> Difference | None:
    """A page of which we know nothing yet is looked up by whoever asked for it."""
    if asked is None or page_stands(seen, asked):
        return None
    return Difference(DifferenceKind.PAGE, seen.id, "CNY", None, None)


def _invoice(fee: ServiceFee, seen: FeeInvoice) -> Difference | None:
    asked = fee.void_asked_at is not None
    own = fee.stripe_invoice_id == seen.id
    if own and fee.stripe_taken_minor and seen.state is InvoiceState.PAID:
        return None  # a bank took the payment back; the invoice stays paid there
    if own and invoice_stands(seen, fee.state, fee.way, void_asked=asked):
        return None
    if not own and fee.stripe_invoice_id is not None and seen.state is InvoiceState.VOID:
        return None
    there = seen.total_minor if seen.state in VOIDABLE else 0
    ours = fee.open_minor
    return Difference(DifferenceKind.INVOICE, seen.id, seen.currency, there, ours)


def _note(fee: ServiceFee, seen: CreditNote) -> Difference | None:
    state = next((one.state for one in fee.credits if one.stripe_note_id == seen.id), None)
    taken_with_void = state is None and fee.state == "void"
    if taken_with_void or note_stands(seen, state):
        return None
    there = 0 if seen.voided else seen.total_minor
    ours = seen.total_minor if state == FeeCreditState.ISSUED else 0
    return Difference(DifferenceKind.CREDIT_NOTE, seen.id, seen.currency, there, ours)
