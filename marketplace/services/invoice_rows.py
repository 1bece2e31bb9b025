"""The rows of an invoice sheet, put together to invoices and beside what is on record of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.price_rows import Row, RowSource
from marketplace.errors import Fault
from marketplace.models import Contract, ContractLine, DueItem, InvoiceItem, LineInvoice
from marketplace.security.identity import Identity

Key = tuple[str, str, int]
"Contract number, line, number of the item"
SHARED = ("issued_on", "seller_uscc", "buyer_uscc", "vat_bps", "payee_account", "difference_reason")
"The same on every row of an invoice"


@dataclass
class InvoiceRows:
    """The rows of one invoice number, by their number in the sheet."""

    number: str
    rows: dict[int, Row] = field(default_factory=dict)
    items: dict[int, DueItem] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return min(self.rows)

    def shared(self, name: str) -> Any:
        return self.rows[self.first][name]

    def total(self, name: str) -> int:
        return sum(row[name] for row in self.rows.values())


def invoice_groups(source: RowSource) -> dict[str, InvoiceRows]:
    groups: dict[str, InvoiceRows] = {}
    for at, row in source.rows.items():
        if number := row.get("number"):
            groups.setdefault(number, InvoiceRows(number)).rows[at] = row
    return groups


def _key(row: Row) -> Key:
    return (str(row.get("contract_number")), str(row.get("line")), int(row.get("item", -1)))


def items_by_key(
    session: Session, groups: Iterable[InvoiceRows], identity: Identity
) -> dict[Key, DueItem]:
    """The carrier's own items that the rows name; one query."""
    numbers = {_key(row)[0] for group in groups for row in group.rows.values()}
    query = (
        sa.select(Contract.number, ContractLine.reference, DueItem)
        .join(ContractLine, ContractLine.id == DueItem.contract_line_id)
        .join(Contract, Contract.id == DueItem.contract_id)
        .where(Contract.number.in_(numbers), Contract.carrier_id == identity.organisation_id)
    )
    return {
        (row.number, row.reference, row.DueItem.number): row.DueItem
        for row in session.execute(query)
    }


def place_items(
    source: RowSource, group: InvoiceRows, items: dict[Key, DueItem]
) -> Iterator[Fault]:
    """Give each row its item; faults where there is none, or where rows of one invoice disagree."""
    for at, row in group.rows.items():
        item = items.get(_key(row))
        if item is None:
            value = "/".join(map(str, _key(row)))
            yield source.fault(at, "item", "not_known", value=value)
            continue
        group.items[at] = item
        if item.contract_id != next(iter(group.items.values())).contract_id:
            yield source.fault(at, "contract_number", "rows_disagree", first=group.first)
        for name in SHARED:
            if row.get(name) != group.rows[group.first].get(name):
                yield source.fault(at, name, "rows_disagree", first=group.first)


def invoices_on_record(
    session: Session, numbers: Iterable[str], identity: Identity
) -> dict[str, tuple[LineInvoice, frozenset[UUID]]]:
    """The carrier's invoices of these numbers with the items they are over, by number."""
    query = (
        sa.select(LineInvoice, InvoiceItem.due_item_id)
        .join(InvoiceItem, InvoiceItem.invoice_id == LineInvoice.id)
        .where(
            LineInvoice.number.in_(list(numbers)),
            LineInvoice.carrier_id == identity.organisation_id,
        )
    )
    invoices: dict[str, LineInvoice] = {}
    items: dict[str, set[UUID]] = defaultdict(set)
    for invoice, item_id in session.execute(query):
        invoices[invoice.number] = invoice
        items[invoice.number].add(item_id)
    return {number: (one, frozenset(items[number])) for number, one in invoices.items()}
