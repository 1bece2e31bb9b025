"""What becomes of a remittance: the carrier has it or finds nothing; or it is taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import InvoiceState, RemittanceEvent
from marketplace.models import LineInvoice, Remittance
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.follow_payments import follow_payments
from marketplace.services.lock_invoice import lock_remittance
from marketplace.services.tell_payments import tell_of_invoice


def receive_remittance(
    session: Session, *, remittance_id: UUID, identity: Identity, now: datetime
) -> Remittance:
    """The carrier confirms that it has it; with the last one the invoice is closed.

    Raises NotFound, Forbidden, IllegalMove.
    """
    permission = Permission.INVOICE_RECORD
    remittance, invoice = lock_remittance(
        session, remittance_id, permission=permission, identity=identity
    )
    remittance.advance(RemittanceEvent.RECEIVE, by=identity, now=now)
    invoice.received_minor += remittance.amount_minor
    follow_payments(invoice, by=identity, now=now)
    if invoice.state == InvoiceState.RECEIVED:
        tell_of_invoice(session, "invoice_received", invoice, to=[invoice.member_id], now=now)
    return remittance


def deny_remittance(
    session: Session, *, remittance_id: UUID, reason: str, identity: Identity, now: datetime
) -> Remittance:
    """The carrier finds nothing of it on its account, and says so. Raises as above."""
    permission = Permission.INVOICE_RECORD
    remittance, invoice = lock_remittance(
        session, remittance_id, permission=permission, identity=identity
    )
    event = RemittanceEvent.DENY
    _take_out(remittance, invoice, event, reason=reason, identity=identity, now=now)
    tell_of_invoice(
        session,
        "remittance_denied",
        invoice,
        to=[invoice.member_id],
        now=now,
        about=remittance.id,
        reference=remittance.reference,
    )
    return remittance


def withdraw_remittance(
    session: Session, *, remittance_id: UUID, reason: str, identity: Identity, now: datetime
) -> Remittance:
    """The company takes back what it recorded by mistake. Raises as above."""
    permission = Permission.INVOICE_PAY
    remittance, invoice = lock_remittance(
        session, remittance_id, permission=permission, identity=identity
    )
    event = RemittanceEvent.WITHDRAW
    _take_out(remittance, invoice, event, reason=reason, identity=identity, now=now)
    return remittance


def _take_out(
    remittance: Remittance,
    invoice: LineInvoice,
    event: RemittanceEvent,
    *,
    reason: str,
    identity: Identity,
    now: datetime,
) -> None:
    remittance.advance(event, by=identity, now=now, reason=reason)
    invoice.remitted_minor -= remittance.amount_minor
    follow_payments(invoice, by=identity, now=now)
