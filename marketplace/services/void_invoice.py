"""A carrier takes an invoice back (红字), or puts another in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.invoice_amounts import yuan
from marketplace.domain.lives import InvoiceEvent, RemittanceState
from marketplace.errors import Conflict, invalid
from marketplace.models import InvoiceItem, LineInvoice, Remittance
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.follow_payments import follow_payments
from marketplace.services.lock_invoice import lock_invoice
from marketplace.services.record_invoices import lock_contracts, record_invoice
from marketplace.services.tell_payments import tell_of_invoice

COUNTED = (RemittanceState.RECORDED, RemittanceState.RECEIVED)


def void_invoice(
    session: Session,
    *,
    invoice_id: UUID,
    reason: str,
    red_number: str | None = None,
    identity: Identity,
    now: datetime,
) -> LineInvoice:
    """Its items can be invoiced again. `red_number`: of the red-letter e-invoice, if there is one.

    Raises NotFound, Forbidden, IllegalMove, Conflict (invoice_has_payments: replace it instead).
    """
    invoice = _locked(session, invoice_id, identity)
    if counted_remittances(session, invoice):
        raise Conflict("invoice_has_payments")
    _end(session, invoice, reason, red_number, identity=identity, now=now)
    tell_of_invoice(session, "invoice_void", invoice, to=[invoice.member_id], now=now)
    return invoice


def replace_invoice(
    session: Session,
    *,
    invoice_id: UUID,
    reason: str,
    red_number: str | None = None,
    identity: Identity,
    now: datetime,
    **stated: Any,
) -> LineInvoice:
    """Another invoice in its place, to which what was paid is carried over; the new one.

    Raises as `record_invoice` does, IllegalMove, Invalid when less is invoiced than was paid.
    """
    old = _locked(session, invoice_id, identity)
    carried = counted_remittances(session, old)
    paid, received = old.remitted_minor, old.received_minor
    if stated["gross_minor"] < paid:
        raise invalid("/gross_minor", "invoice_below_paid", paid_yuan=yuan(paid))
    _end(session, old, reason, red_number, identity=identity, now=now)
    session.flush()
    new = record_invoice(session, contract_id=old.contract_id, identity=identity, now=now, **stated)
    session.flush()
    for remittance in carried:
        remittance.invoice_id = new.id
        facts: dict[str, Any] = {"before": old.number, "after": new.number}
        record(session, remittance, "carry", by=identity, now=now, **facts)
    session.flush()
    new.remitted_minor, new.received_minor = paid, received
    follow_payments(new, by=None, now=now)
    old.replaced_by_id = new.id
    tell_of_invoice(
        session, "invoice_replaced", new, to=[old.member_id], now=now, old_invoice=old.number
    )
    return new


def counted_remittances(session: Session, invoice: LineInvoice) -> Sequence[Remittance]:
    """Those that count for the invoice, in the order they were recorded."""
    query = sa.select(Remittance).where(
        Remittance.invoice_id == invoice.id, Remittance.state.in_(COUNTED)
    )
    return session.scalars(query.order_by(Remittance.recorded_at, Remittance.id)).all()


def _locked(session: Session, invoice_id: UUID, identity: Identity) -> LineInvoice:
    """The invoice, its contract locked before it as by everybody who records one."""
    seen = sa.select(LineInvoice.contract_id).where(LineInvoice.id == invoice_id)
    contract_id = session.scalar(seen)
    if contract_id is not None:
        lock_contracts(session, [contract_id], identity=identity)
    permission = Permission.INVOICE_RECORD
    return lock_invoice(session, invoice_id, permission=permission, identity=identity)


def _end(
    session: Session,
    invoice: LineInvoice,
    reason: str,
    red_number: str | None,
    *,
    identity: Identity,
    now: datetime,
) -> None:
    items = session.scalars(sa.select(InvoiceItem).where(InvoiceItem.invoice_id == invoice.id))
    for item in items.all():
        item.ended_at = now
    invoice.remitted_minor = invoice.received_minor = 0
    invoice.advance(InvoiceEvent.VOID, by=identity, now=now, reason=reason, red_number=red_number)
    invoice.red_number, invoice.disputed_by = red_number, None
