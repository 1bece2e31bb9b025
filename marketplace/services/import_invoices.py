"""A carrier brings many invoices at once from a sheet: all of them, or every fault by its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.price_rows import RowSource
from marketplace.errors import Fault, Invalid
from marketplace.models import LineInvoice
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_invoices import own_side
from marketplace.services.find_payee_accounts import accounts_of
from marketplace.services.invoice_rows import (
    InvoiceRows,
    invoice_groups,
    invoices_on_record,
    items_by_key,
    place_items,
)
from marketplace.services.invoice_wish import InvoiceWish, wish_faults
from marketplace.services.keep_invoices import keep_invoices
from marketplace.services.record_invoices import known_of, lock_contracts

COLUMNS = {"item_ids": "item", "payee_account_id": "payee_account", "gross_minor": "vat_minor"}
"By field of an invoice, the column that is otherwise called"


@dataclass(frozen=True)
class Imported:
    """What a sheet did: new invoices or remittances, those on record already, rows left out."""

    recorded: int = 0
    already: int = 0
    left_out: int = 0


def import_invoices(
    session: Session, source: RowSource, *, identity: Identity, now: datetime
) -> Imported:
    """Rows of one number make one invoice. What is on record as the sheet has it is left alone,
    so that a sheet may be brought again.

    Raises Forbidden, Invalid with every fault at its row and column, Stopped, Conflict.
    """
    require(Permission.INVOICE_RECORD, identity, own_side(identity))
    groups, faults = invoice_groups(source), list(source.faults)
    items = items_by_key(session, groups.values(), identity)
    for group in groups.values():
        faults += place_items(source, group, items)
    if faults:
        raise Invalid(faults)
    old = invoices_on_record(session, groups, identity)
    fresh = [group for number, group in groups.items() if number not in old]
    for number, (invoice, item_ids) in old.items():
        faults += _differences(source, groups[number], invoice, item_ids)
    accounts = _accounts(session, identity)
    wishes = [_wish(group, accounts) for group in fresh]
    contracts = lock_contracts(session, sorted({w.contract_id for w in wishes}), identity=identity)
    known = known_of(session, wishes, contracts, now=now)
    for group, wish in zip(fresh, wishes, strict=True):
        faults += _at_rows(source, group, wish_faults(wish, known))
    if faults:
        raise Invalid(faults)
    keep_invoices(session, wishes, contracts, known, identity=identity, now=now)
    numbered = sum(len(group.rows) for group in groups.values())
    return Imported(len(fresh), len(old), len(source.rows) - numbered)


def _differences(
    source: RowSource, group: InvoiceRows, invoice: LineInvoice, item_ids: frozenset[UUID]
) -> Iterator[Fault]:
    """What the sheet says otherwise of an invoice that is on record."""
    said = {
        "issued_on": (group.shared("issued_on"), invoice.issued_on),
        "net_minor": (group.total("net_minor"), invoice.net_minor),
        "vat_minor": (group.total("vat_minor"), invoice.vat_minor),
        "item": ({item.id for item in group.items.values()}, set(item_ids)),
    }
    for name, (new, old) in said.items():
        if new != old:
            yield source.fault(group.first, name, "invoice_differs")


def _accounts(session: Session, identity: Identity) -> dict[str, UUID]:
    """The carrier's accounts by number; the newest of one number."""
    mine = accounts_of(session, [identity.organisation_id])
    return {account.account_number: account.id for account in reversed(mine)}


def _wish(group: InvoiceRows, accounts: dict[str, UUID]) -> InvoiceWish:
    number = group.shared("payee_account")
    net, vat = group.total("net_minor"), group.total("vat_minor")
    return InvoiceWish(
        next(iter(group.items.values())).contract_id,
        [item.id for item in group.items.values()],
        group.number,
        group.shared("issued_on"),
        group.shared("seller_uscc"),
        group.shared("buyer_uscc"),
        "CNY",
        group.shared("vat_bps"),
        net,
        vat,
        net + vat,
        payee_account_id=accounts.get(number, UUID(int=0)) if number else None,
        difference_reason=group.shared("difference_reason"),
        pointer=f"/rows/{group.first}",
    )


def _at_rows(source: RowSource, group: InvoiceRows, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of an invoice at the row and column that they are about."""
    places: Sequence[int] = list(group.items)
    for fault in faults:
        _, name, *rest = fault.pointer.split("/")
        at = places[int(rest[0])] if rest else group.first
        yield source.fault(at, COLUMNS.get(name, name), fault.code, **fault.params)
