"""Tell both parties once of an invoice that is overdue, with the rule it is late by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.payment_due import lateness
from marketplace.domain.working_days import local_day
from marketplace.models import AuditEntry, LineInvoice
from marketplace.models.audit import record
from marketplace.services.find_invoices import DUE_ON, is_overdue
from marketplace.services.tell_payments import tell_of_invoice

OVERDUE = "overdue"
"the audit log's event; it is recorded once per invoice"


def find_overdue_invoices(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Invoices that became overdue and of which nobody was told yet."""
    return session.scalars(sa.select(LineInvoice.id).where(_untold(now)).order_by(DUE_ON)).all()


def tell_overdue_invoice(session: Session, *, invoice_id: UUID, now: datetime) -> bool:
    """Tell of the invoice unless another worker did or it is paid; whether it was told."""
    query = sa.select(LineInvoice).where(LineInvoice.id == invoice_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    invoice = session.scalars(locked).one_or_none()
    untold = sa.select(LineInvoice.id).where(LineInvoice.id == invoice_id, _untold(now))
    if invoice is None or session.scalar(untold) is None:
        return False
    late = lateness(invoice.dues, local_day(now))
    rules = [str(one.rule) for one in late]
    record(session, invoice, OVERDUE, by=None, now=now, rules=rules)
    due_on = min(one.due_on for one in late).isoformat()
    parties = [invoice.member_id, invoice.carrier_id]
    tell_of_invoice(session, "invoice_overdue", invoice, to=parties, now=now, due_on=due_on)
    return True


def _untold(now: datetime) -> sa.ColumnElement[bool]:
    told = sa.exists().where(
        AuditEntry.subject == LineInvoice.audit_subject,
        AuditEntry.subject_id == LineInvoice.id,
        AuditEntry.event == OVERDUE,
    )
    return sa.and_(is_overdue(local_day(now)), ~told)
