"""Reads of what is due for lines in service, each item with the invoice that is over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.domain.payment_next import PaymentStep, next_of_item
from marketplace.domain.working_days import local_day
from marketplace.models import Contract, ContractLine, DueItem, InvoiceItem, LineInvoice
from marketplace.security.identity import Identity
from marketplace.services.find_invoices import InvoiceSeen, own_payments

INVOICED = sa.exists().where(InvoiceItem.due_item_id == DueItem.id, InvoiceItem.ended_at.is_(None))


@dataclass(frozen=True)
class DueItemSeen:
    """One payment of a line, and the invoice over it if there is one."""

    item: DueItem
    invoice: LineInvoice | None
    today: date

    @property
    def next(self) -> PaymentStep:
        if self.invoice is None:
            return next_of_item(self.item.to_on, self.today)
        return InvoiceSeen(self.invoice, self.today).next

    @property
    def ready(self) -> bool:
        """It can be invoiced, its days being over."""
        return self.next == PaymentStep.CARRIER_INVOICES


def visible_due_items(
    identity: Identity,
    *,
    now: datetime,
    contract_id: UUID | None = None,
    ready: bool = False,
) -> sa.Select[DueItem]:
    """The items that the caller may see, by their last day; `ready`: to be invoiced now."""
    query = (
        sa.select(DueItem)
        .join(Contract, Contract.id == DueItem.contract_id)
        .join(ContractLine, ContractLine.id == DueItem.contract_line_id)
        .options(
            contains_eager(DueItem.contract).options(
                joinedload(Contract.member), joinedload(Contract.carrier)
            ),
            contains_eager(DueItem.contract_line),
        )
        .order_by(DueItem.to_on, Contract.number, ContractLine.reference, DueItem.number)
    )
    if contract_id is not None:
        query = query.where(DueItem.contract_id == contract_id)
    if ready:
        query = query.where(DueItem.to_on <= local_day(now), ~INVOICED)
    return query.where(own_payments(identity, Contract))


def with_invoices(
    session: Session, items: Sequence[DueItem], *, now: datetime
) -> list[DueItemSeen]:
    """The items with their invoices: one query, however many items."""
    query = (
        sa.select(InvoiceItem.due_item_id, LineInvoice)
        .join(LineInvoice, LineInvoice.id == InvoiceItem.invoice_id)
        .where(
            InvoiceItem.due_item_id.in_([item.id for item in items]),
            InvoiceItem.ended_at.is_(None),
        )
    )
    invoices = {row.due_item_id: row.LineInvoice for row in session.execute(query)}
    today = local_day(now)
    return [DueItemSeen(item, invoices.get(item.id), today) for item in items]
