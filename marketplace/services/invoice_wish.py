"""An invoice as its carrier states it, and what is wrong with it before any rule is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from marketplace.domain.invoice_amounts import Stated, amount_faults
from marketplace.domain.lives import PayeeAccountState
from marketplace.errors import Fault
from marketplace.models import DueItem, PayeeAccount


@dataclass(frozen=True)
class InvoiceWish:
    """What is printed on the e-invoice, the items it is for, the account it names."""

    contract_id: UUID
    item_ids: Sequence[UUID]
    number: str
    issued_on: date
    seller_uscc: str
    buyer_uscc: str
    currency: str
    vat_bps: int
    net_minor: int
    vat_minor: int
    gross_minor: int
    tax_due_on: date | None = None
    payee_account_id: UUID | None = None
    "None: the only one that the carrier has stated"
    difference_reason: str = ""
    pointer: str = field(default="", compare=False)
    "of it in the request"

    @property
    def stated(self) -> Stated:
        return Stated(self.net_minor, self.vat_minor, self.gross_minor, self.vat_bps)


@dataclass(frozen=True)
class KnownOfInvoices:
    """What invoices are held against: items, those that are invoiced, accounts, used numbers."""

    items: dict[UUID, DueItem]
    invoiced: frozenset[UUID]
    accounts: Sequence[PayeeAccount]
    numbers: frozenset[tuple[str, str]]
    today: date

    def account_of(self, wish: InvoiceWish) -> PayeeAccount | None:
        """The standing account that the wish names, or the only one there is."""
        standing = [a for a in self.accounts if a.state == PayeeAccountState.STANDING]
        if wish.payee_account_id is None:
            return standing[0] if len(standing) == 1 else None
        return next((a for a in standing if a.id == wish.payee_account_id), None)

    def items_of(self, wish: InvoiceWish) -> list[DueItem]:
        """The items that are the contract's, in the order of their days."""
        found = [self.items[one] for one in dict.fromkeys(wish.item_ids) if one in self.items]
        own = [item for item in found if item.contract_id == wish.contract_id]
        return sorted(own, key=lambda item: (item.to_on, item.number))


def wish_faults(wish: InvoiceWish, known: KnownOfInvoices) -> Iterator[Fault]:
    """Everything at once, each at its field of the invoice."""
    yield from _item_faults(wish, known)
    items = known.items_of(wish)
    if len(items) == len(set(wish.item_ids)):
        nets = [item.net_minor for item in items]
        yield from amount_faults(wish.stated, nets, reason=wish.difference_reason)
    if (wish.seller_uscc, wish.number) in known.numbers:
        yield Fault("/number", "invoice_number_used")
    if wish.issued_on > known.today:
        yield Fault("/issued_on", "day_to_come")
    if known.account_of(wish) is None:
        code = "payee_account_unknown" if wish.payee_account_id else "payee_account_missing"
        yield Fault("/payee_account_id", code)


def _item_faults(wish: InvoiceWish, known: KnownOfInvoices) -> Iterator[Fault]:
    own = {item.id for item in known.items_of(wish)}
    for index, item_id in enumerate(wish.item_ids):
        if item_id not in own:
            yield Fault(f"/item_ids/{index}", "not_known", {"value": str(item_id)})
        elif item_id in known.invoiced:
            yield Fault(f"/item_ids/{index}", "item_invoiced")
        elif item_id in wish.item_ids[:index]:
            yield Fault(f"/item_ids/{index}", "duplicate", {"first": 1})
