"""A company brings many transfers at once from a sheet: all of them, or every fault by its row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.price_rows import Row, RowSource
from marketplace.domain.working_days import local_day
from marketplace.errors import Fault, Invalid
from marketplace.models import LineInvoice, Remittance
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_invoices import own_side
from marketplace.services.find_payee_accounts import accounts_of
from marketplace.services.import_invoices import Imported
from marketplace.services.record_remittances import (
    OPEN,
    RemittanceWish,
    faults_of_remittance,
    keep_remittances,
)
from marketplace.services.void_invoice import COUNTED

NO_ACCOUNT = UUID(int=0)


@dataclass
class _Reading:
    """The rows held one after the other against the invoices they name."""

    source: RowSource
    invoices: dict[str, LineInvoice]
    counted: dict[UUID, dict[str, Any]]
    "by invoice and reference: the transfer on record, or from a row above"
    accounts: dict[str, UUID]
    today: date
    wished: list[tuple[RemittanceWish, LineInvoice]] = field(default_factory=list)
    left: dict[UUID, int] = field(default_factory=dict)
    "what the rows above have left open of an invoice, in fen"
    already: int = 0

    def faults(self) -> Iterator[Fault]:
        yield from self.source.faults
        for at, row in paid_rows(self.source).items():
            yield from self._row(at, row)

    def _row(self, at: int, row: Row) -> Iterator[Fault]:
        invoice = self.invoices.get(row.get("number", ""))
        if "amount_minor" not in row or "paid_on" not in row or "number" not in row:
            return  # a reading fault says so
        if invoice is None:
            yield self.source.fault(at, "number", "not_known", value=row["number"])
            return
        before = self.counted[invoice.id].get(row["reference"])
        if before is not None:
            self.already += 1
            if (before.paid_on, before.amount_minor) != (row["paid_on"], row["amount_minor"]):
                yield self.source.fault(at, "reference", "remittance_differs")
            return
        yield from self._wish(at, row, invoice)

    def _wish(self, at: int, row: Row, invoice: LineInvoice) -> Iterator[Fault]:
        if invoice.state not in OPEN:
            state = str(invoice.state)
            yield self.source.fault(at, "number", "invoice_not_open", state=state)
            return
        wish = _wish_of(at, row, invoice, self.accounts)
        left = self.left.setdefault(invoice.id, invoice.open_minor)
        for fault in faults_of_remittance(wish, left, self.accounts.values(), self.today):
            column = fault.pointer[1:].removesuffix("_id")
            yield self.source.fault(at, column, fault.code, **fault.params)
        self.left[invoice.id] = left - wish.amount_minor
        self.counted[invoice.id][wish.reference] = wish
        self.wished.append((wish, invoice))


def import_remittances(
    session: Session, source: RowSource, *, identity: Identity, now: datetime
) -> Imported:
    """What is on record as the sheet has it is left alone, so that a sheet may be brought again.

    Raises Forbidden, Invalid with every fault at its row and column, Stopped.
    """
    require(Permission.INVOICE_PAY, identity, own_side(identity))
    paid = paid_rows(source)
    numbers = {row["number"] for row in paid.values() if "number" in row}
    invoices = _lock_own(session, numbers, identity)
    accounts = accounts_of(session, {one.carrier_id for one in invoices.values()})
    reading = _Reading(
        source,
        invoices,
        _counted(session, [one.id for one in invoices.values()]),
        {account.account_number: account.id for account in reversed(accounts)},
        local_day(now),
    )
    if faults := list(reading.faults()):
        raise Invalid(faults)
    keep_remittances(session, reading.wished, identity=identity, now=now)
    return Imported(len(reading.wished), reading.already, len(source.rows) - len(paid))


def paid_rows(source: RowSource) -> dict[int, Row]:
    """The rows that name a transfer; the others are left as they were given."""
    return {at: row for at, row in source.rows.items() if row.get("reference")}


def _lock_own(
    session: Session, numbers: Collection[str], identity: Identity
) -> dict[str, LineInvoice]:
    query = (
        sa.select(LineInvoice)
        .where(LineInvoice.number.in_(numbers), LineInvoice.member_id == identity.organisation_id)
        .order_by(LineInvoice.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {invoice.number: invoice for invoice in session.scalars(query)}


def _counted(session: Session, invoice_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    query = sa.select(Remittance).where(
        Remittance.invoice_id.in_(invoice_ids), Remittance.state.in_(COUNTED)
    )
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for remittance in session.scalars(query):
        found[remittance.invoice_id][remittance.reference] = remittance
    return found


def _wish_of(at: int, row: Row, invoice: LineInvoice, accounts: dict[str, UUID]) -> RemittanceWish:
    number = row.get("payee_account")
    return RemittanceWish(
        invoice.id,
        row["reference"],
        row["paid_on"],
        row["amount_minor"],
        payee_account_id=accounts.get(number, NO_ACCOUNT) if number else None,
        pointer=f"/rows/{at}",
    )
