"""What was done about an invoice and its payments, by whom and why: read from the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import AuditEntry, LineInvoice, Organisation, Remittance
from marketplace.services.find_names import names_of

SUBJECTS = (LineInvoice.audit_subject, Remittance.audit_subject)


@dataclass(frozen=True)
class InvoiceMove:
    """One step. Who: the organisation; its people are its own affair."""

    at: datetime
    subject: str
    event: str
    to_state: str | None
    reason: str | None
    organisation: Organisation | None
    "None: the marketplace itself"
    reference: str | None
    "of the remittance that it is about"
    before: str | None
    after: str | None
    "accounts or invoices before and after a change"


def find_invoice_moves(session: Session, invoice: LineInvoice) -> list[InvoiceMove]:
    """The steps, oldest first, of an invoice that the caller was given."""
    entries = _entries(session, invoice)
    names = names_of(session, {entry.organisation_id for entry in entries})
    references = {remittance.id: remittance.reference for remittance in invoice.remittances}
    return [
        InvoiceMove(
            entry.at,
            entry.subject,
            entry.event,
            entry.to_state,
            entry.reason,
            names.get(entry.organisation_id) if entry.organisation_id else None,
            references.get(entry.subject_id),
            entry.facts.get("before"),
            entry.facts.get("after"),
        )
        for entry in entries
    ]


def _entries(session: Session, invoice: LineInvoice) -> Sequence[AuditEntry]:
    ids = [invoice.id, *(remittance.id for remittance in invoice.remittances)]
    query = (
        sa.select(AuditEntry)
        .where(AuditEntry.subject.in_(SUBJECTS), AuditEntry.subject_id.in_(ids))
        .order_by(AuditEntry.seq)
    )
    return session.scalars(query).all()
