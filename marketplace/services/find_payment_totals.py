"""Sums over lines' payments: what is due, invoiced, paid, disputed and overdue, in fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import InvoiceState
from marketplace.domain.working_days import local_day
from marketplace.models import DueItem, LineInvoice
from marketplace.security.identity import Identity
from marketplace.services.find_due_items import visible_due_items
from marketplace.services.find_invoices import is_overdue, visible_invoices


@dataclass(frozen=True)
class Sum:
    """How many, and how much with VAT."""

    count: int
    minor: int


@dataclass(frozen=True)
class PaymentTotals:
    """Of all that the reader may see, or of what the filter chose; void invoices count nowhere."""

    ready: Sum
    "delivered and not invoiced yet"
    invoiced: Sum
    "every invoice that is not void"
    paid: Sum
    "of these what the companies say to have paid"
    received: Sum
    "of that what the carriers have"
    disputed: Sum
    overdue: Sum
    "what is open of invoices that are late"


def find_payment_totals(
    session: Session, *, identity: Identity, now: datetime, **chosen: Any
) -> PaymentTotals:
    """Two queries. `chosen` as for `visible_invoices`; of items the contract alone chooses."""
    one = LineInvoice
    rows = visible_invoices(identity, now=now, **chosen).order_by(None)
    counted = sa.select(one.id).where(one.id.in_(rows.with_only_columns(one.id)))
    stands = one.state != InvoiceState.VOID
    found = session.execute(
        sa.select(
            *_sum("invoiced", stands, one.gross_minor),
            *_sum("paid", stands & (one.remitted_minor > 0), one.remitted_minor),
            *_sum("received", stands & (one.received_minor > 0), one.received_minor),
            *_sum("disputed", one.state == InvoiceState.DISPUTED, one.gross_minor),
            *_sum("overdue", is_overdue(local_day(now)), one.gross_minor - one.remitted_minor),
        ).where(one.id.in_(counted))
    ).one()
    names = ("invoiced", "paid", "received", "disputed", "overdue")
    sums = {name: _read(found, name) for name in names}
    return PaymentTotals(ready=_ready(session, identity, now, chosen.get("contract_id")), **sums)


def _ready(session: Session, identity: Identity, now: datetime, contract_id: Any) -> Sum:
    items = visible_due_items(identity, now=now, contract_id=contract_id, ready=True)
    ids = items.order_by(None).with_only_columns(DueItem.id)
    gross = DueItem.net_minor + DueItem.vat_minor
    columns = _sum("ready", sa.true(), gross)
    return _read(session.execute(sa.select(*columns).where(DueItem.id.in_(ids))).one(), "ready")


def _sum(name: str, where: Any, amount: Any) -> tuple[Any, Any]:
    counted = sa.func.count().filter(where).label(f"{name}_count")
    total = sa.func.coalesce(sa.func.sum(amount).filter(where), 0).label(f"{name}_minor")
    return counted, total


def _read(row: Any, name: str) -> Sum:
    return Sum(getattr(row, f"{name}_count"), int(getattr(row, f"{name}_minor")))
