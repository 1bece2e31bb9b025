"""A party disputes an invoice, the other answers, and who disputed it lets it stand again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import InvoiceEvent, InvoiceState
from marketplace.errors import Forbidden, IllegalMove
from marketplace.models import LineInvoice
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.follow_payments import follow_payments
from marketplace.services.lock_invoice import lock_invoice
from marketplace.services.tell_payments import tell_of_invoice


def dispute_invoice(
    session: Session, *, invoice_id: UUID, reason: str, identity: Identity, now: datetime
) -> LineInvoice:
    """Raises NotFound, Forbidden, IllegalMove (disputed, received or void)."""
    invoice = _locked(session, invoice_id, identity)
    invoice.advance(InvoiceEvent.DISPUTE, by=identity, now=now, reason=reason)
    invoice.disputed_by, invoice.answered_at = identity.organisation_id, None
    _tell(session, "invoice_disputed", invoice, identity, now)
    return invoice


def answer_dispute(
    session: Session, *, invoice_id: UUID, reason: str, identity: Identity, now: datetime
) -> LineInvoice:
    """The other party says what it thinks of it; it may say more later.

    Raises NotFound, Forbidden (who disputed it), IllegalMove.
    """
    invoice = _disputed(session, invoice_id, identity, InvoiceEvent.ANSWER)
    if identity.is_of(invoice.disputed_by):
        raise Forbidden(permission="line_invoice.answer")
    invoice.advance(InvoiceEvent.ANSWER, by=identity, now=now, reason=reason)
    invoice.answered_at = invoice.answered_at or now
    _tell(session, "invoice_answered", invoice, identity, now)
    return invoice


def settle_dispute(
    session: Session, *, invoice_id: UUID, reason: str, identity: Identity, now: datetime
) -> LineInvoice:
    """Who disputed it lets it stand; it is then as far paid as it is.

    Raises NotFound, Forbidden (the other party), IllegalMove.
    """
    invoice = _disputed(session, invoice_id, identity, InvoiceEvent.SETTLE)
    if not identity.is_of(invoice.disputed_by):
        raise Forbidden(permission="line_invoice.settle")
    invoice.advance(InvoiceEvent.SETTLE, by=identity, now=now, reason=reason)
    invoice.disputed_by = invoice.answered_at = None
    follow_payments(invoice, by=identity, now=now)
    _tell(session, "invoice_settled", invoice, identity, now)
    return invoice


def _locked(session: Session, invoice_id: UUID, identity: Identity) -> LineInvoice:
    permission = Permission.INVOICE_DISPUTE
    return lock_invoice(session, invoice_id, permission=permission, identity=identity)


def _disputed(
    session: Session, invoice_id: UUID, identity: Identity, event: InvoiceEvent
) -> LineInvoice:
    invoice = _locked(session, invoice_id, identity)
    if invoice.state != InvoiceState.DISPUTED:
        raise IllegalMove(state=str(invoice.state), event=str(event))
    return invoice


def _tell(session: Session, event: str, invoice: LineInvoice, by: Identity, now: datetime) -> None:
    """The other party; each of several words is a fact of its own."""
    other = invoice.carrier_id if by.is_of(invoice.member_id) else invoice.member_id
    about = f"{invoice.id}:{now.isoformat()}"
    tell_of_invoice(session, event, invoice, to=[other], now=now, about=about)
