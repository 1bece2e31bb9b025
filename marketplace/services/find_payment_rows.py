"""Rows of the sheets of lines' payments: what is to be filled in, and what is to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import Conflict
from marketplace.models import LineInvoice
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_due_items import DueItemSeen, visible_due_items, with_invoices
from marketplace.services.find_invoices import seen, visible_invoices
from marketplace.services.record_remittances import OPEN

MOST_ROWS = 20_000
"As many as a sheet brings back"
Row = SimpleNamespace
"One row by the names of its columns"


def rows_to_invoice(
    session: Session, *, identity: Identity, now: datetime, contract_id: UUID | None = None
) -> list[Row]:
    """A carrier's items that are delivered and not invoiced, as they would be invoiced one by one.

    Raises Conflict (too_many_rows).
    """
    require(Permission.MARKET_READ, identity)
    rows = []
    for one in _items(session, identity, now, contract_id=contract_id, ready=True):
        item, contract = one.item, one.item.contract
        if identity.is_of(contract.carrier_id):
            amounts = {"net_minor": item.net_minor, "vat_minor": item.vat_minor}
            parties = {"seller_uscc": contract.carrier.uscc, "buyer_uscc": contract.member.uscc}
            rate = {"vat_bps": contract.vat_bps}
            rows.append(Row(**_place(one), **amounts, **rate, **parties, number=None))
    return rows


def rows_to_pay(session: Session, *, identity: Identity, now: datetime) -> Iterator[Row]:
    """A company's invoices that take a payment, the oldest first."""
    require(Permission.MARKET_READ, identity)
    query = visible_invoices(identity, now=now).where(
        LineInvoice.member_id == identity.organisation_id, LineInvoice.state.in_(OPEN)
    )
    for invoice in _all(session, query.order_by(None).order_by(LineInvoice.issued_on)):
        yield Row(
            contract_number=invoice.contract.number,
            carrier=invoice.contract.carrier.name_zh,
            number=invoice.number,
            issued_on=invoice.issued_on,
            open_minor=invoice.open_minor,
            due_on=invoice.due_on,
        )


def invoice_rows(
    session: Session, *, identity: Identity, now: datetime, language: str, **chosen: Any
) -> Iterator[Row]:
    """The invoices that the filter chose, as their list shows them. Amounts in fen."""
    require(Permission.MARKET_READ, identity)
    found = _all(session, visible_invoices(identity, now=now, **chosen))
    for one in seen(found, now=now):
        invoice = one.invoice
        yield Row(
            invoice_number=invoice.number,
            contract_number=invoice.contract.number,
            **_parties(invoice.contract, language),
            issued_on=invoice.issued_on,
            net_yuan=invoice.net_minor,
            vat_yuan=invoice.vat_minor,
            gross_yuan=invoice.gross_minor,
            remitted_yuan=invoice.remitted_minor,
            received_yuan=invoice.received_minor,
            open_yuan=invoice.open_minor,
            state=invoice.state,
            due_on=invoice.due_on,
            days_late=one.days_late,
            difference_reason=invoice.difference_reason,
        )


def due_item_rows(
    session: Session, *, identity: Identity, now: datetime, language: str, **chosen: Any
) -> Iterator[Row]:
    """The schedule with the invoice over each item. Amounts in fen."""
    require(Permission.MARKET_READ, identity)
    for one in _items(session, identity, now, **chosen):
        yield Row(
            **_place(one),
            **_parties(one.item.contract, language),
            net_yuan=one.item.net_minor,
            vat_yuan=one.item.vat_minor,
            invoice_number=one.invoice and one.invoice.number,
            state=one.invoice and one.invoice.state,
        )


def _items(session: Session, identity: Identity, now: datetime, **chosen: Any) -> list[DueItemSeen]:
    found = _all(session, visible_due_items(identity, now=now, **chosen))
    return with_invoices(session, found, now=now)


def _all(session: Session, query: sa.Select[Any]) -> list[Any]:
    found = list(session.scalars(query.limit(MOST_ROWS + 1)))
    if len(found) > MOST_ROWS:
        raise Conflict("too_many_rows", most=MOST_ROWS)
    return found


def _place(one: DueItemSeen) -> dict[str, Any]:
    """Which payment of which line it is."""
    item = one.item
    return {
        "contract_number": item.contract.number,
        "line": item.contract_line.reference,
        "item": item.number,
        "from_on": item.from_on,
        "to_on": item.to_on,
    }


def _parties(contract: Any, language: str) -> dict[str, str]:
    name = f"name_{language}"
    return {"member": getattr(contract.member, name), "carrier": getattr(contract.carrier, name)}
