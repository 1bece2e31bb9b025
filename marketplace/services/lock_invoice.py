"""An invoice locked for one of its parties, and whether it can still be acted on."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import LineInvoice, Remittance
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def lock_invoice(
    session: Session, invoice_id: UUID, *, permission: Permission, identity: Identity
) -> LineInvoice:
    """Raises NotFound to others than parties and overseers, Forbidden."""
    query = sa.select(LineInvoice).where(LineInvoice.id == invoice_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    invoice = session.scalars(locked).one_or_none()
    if invoice is None:
        raise NotFound()
    require(permission, identity, invoice)
    return invoice


def lock_remittance(
    session: Session, remittance_id: UUID, *, permission: Permission, identity: Identity
) -> tuple[Remittance, LineInvoice]:
    """A remittance with its invoice, which is locked first. Raises as above."""
    found = sa.select(Remittance.invoice_id).where(Remittance.id == remittance_id)
    invoice_id = session.scalar(found)
    if invoice_id is None:
        raise NotFound()
    invoice = lock_invoice(session, invoice_id, permission=permission, identity=identity)
    query = sa.select(Remittance).where(
        Remittance.id == remittance_id, Remittance.invoice_id == invoice.id
    )
    locked = query.with_for_update().execution_options(populate_existing=True)
    remittance = session.scalars(locked).one_or_none()
    if remittance is None:  # carried to another invoice in the meantime
        raise NotFound()
    return remittance, invoice
