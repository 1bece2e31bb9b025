"""What lines in service cost, recorded only: due items, and the carrier's invoices over them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.invoice_amounts import Stated, differs
from marketplace.domain.lives import INVOICE, InvoiceState
from marketplace.domain.payment_due import Due, DueRule
from marketplace.models.audit import Lives
from marketplace.models.contract import Contract, ContractLine
from marketplace.models.payee_account import PayeeAccount

if TYPE_CHECKING:
    from marketplace.models.remittance import Remittance


class DueItem(Base):
    """One payment of a line in service, made with its activation; a trigger refuses changes."""

    __tablename__ = "due_items"

    id: Mapped[Id]
    contract_line_id: Mapped[UUID]
    contract_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    number: Mapped[int]
    "0: the one-off; from 1: the months of the term"
    from_on: Mapped[date]
    to_on: Mapped[date]
    "last day of what is paid for: the term of payment runs from it"
    net_minor: Mapped[Minor]
    vat_minor: Mapped[Minor]
    created_at: Mapped[Instant]

    contract_line: Mapped[ContractLine] = relationship()
    contract: Mapped[Contract] = relationship(
        primaryjoin="foreign(DueItem.contract_id) == Contract.id", viewonly=True
    )

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
        ),
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"], ["contracts.id", "contracts.group_buy_id"]
        ),
        # However often a line's items are drawn, each comes into being once.
        sa.UniqueConstraint("contract_line_id", "number"),
        # An invoice holds items of its own contract.
        sa.UniqueConstraint("id", "contract_id"),
        sa.Index("ix_due_items_contract_id", "contract_id", "to_on"),
        sa.CheckConstraint("number >= 0 AND from_on <= to_on AND net_minor > 0", name="item"),
        amount_check("net_minor", "vat_minor"),
    )


class LineInvoice(Lives, Base):
    """An e-invoice (数电票) of the carrier over due items of one contract."""

    __tablename__ = "line_invoices"
    life = INVOICE
    audit_subject = "line_invoice"

    id: Mapped[Id]
    contract_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    number: Mapped[str]
    "20 digits (PAY-07)"
    issued_on: Mapped[date]
    seller_uscc: Mapped[str]
    buyer_uscc: Mapped[str]
    currency: Mapped[str]
    vat_bps: Mapped[int]
    net_minor: Mapped[Minor]
    vat_minor: Mapped[Minor]
    gross_minor: Mapped[Minor]
    difference_reason: Mapped[str] = mapped_column(server_default="")
    "why it is not as the schedule has it"
    tax_due_on: Mapped[date]
    "when the tax fell due, as the carrier states (PAY-06)"
    delivered_on: Mapped[date]
    "last day of what it is for"
    contract_due_on: Mapped[date | None]
    "null: the contract sets no term"
    legal_due_on: Mapped[date | None]
    "null: the carrier has not stated that it is a small or medium firm"
    legal_rule: Mapped[DueRule | None] = mapped_column(choice(DueRule, "legal_rule"))
    payee_account_id: Mapped[UUID]
    state: Mapped[InvoiceState] = mapped_column(choice(InvoiceState, "state"))
    remitted_minor: Mapped[Minor] = mapped_column(server_default="0")
    "sum of its remittances that the carrier has or has not answered yet"
    received_minor: Mapped[Minor] = mapped_column(server_default="0")
    "of that what the carrier has"
    disputed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"))
    "the party that disputes it"
    answered_at: Mapped[datetime | None]
    "when the other party answered the dispute"
    replaced_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("line_invoices.id"))
    red_number: Mapped[str | None]
    "of the red-letter e-invoice (红字) that took it back"
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    version: Mapped[int] = mapped_column()

    contract: Mapped[Contract] = relationship(
        primaryjoin="foreign(LineInvoice.contract_id) == Contract.id", viewonly=True
    )
    payee_account: Mapped[PayeeAccount] = relationship(
        primaryjoin="foreign(LineInvoice.payee_account_id) == PayeeAccount.id", viewonly=True
    )
    replaced_by: Mapped[LineInvoice | None] = relationship(remote_side="LineInvoice.id")
    items: Mapped[list[InvoiceItem]] = relationship(back_populates="invoice")
    remittances: Mapped[list[Remittance]] = relationship(
        back_populates="invoice", order_by="Remittance.recorded_at"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"], ["contracts.id", "contracts.group_buy_id"]
        ),
        sa.ForeignKeyConstraint(
            ["payee_account_id", "carrier_id"], ["payee_accounts.id", "payee_accounts.carrier_id"]
        ),
        # A number is given out once by its seller, void or not.
        sa.UniqueConstraint("seller_uscc", "number"),
        sa.UniqueConstraint("id", "contract_id"),
        sa.Index("ix_line_invoices_member_id", "member_id", "issued_on"),
        sa.Index("ix_line_invoices_carrier_id", "carrier_id", "issued_on"),
        sa.Index("ix_line_invoices_contract_id", "contract_id"),
        # The sweep looks for what is overdue.
        sa.Index(
            "ix_line_invoices_due",
            sa.text("least(contract_due_on, legal_due_on)"),
            postgresql_where=sa.text("state = 'invoiced'"),
        ),
        sa.CheckConstraint("number ~ '^[0-9]{20}$'", name="number_digits"),
        sa.CheckConstraint("red_number ~ '^[0-9]{20}$'", name="red_number_digits"),
        sa.CheckConstraint("currency = 'CNY'", name="currency"),
        sa.CheckConstraint("net_minor + vat_minor = gross_minor AND net_minor > 0", name="sums"),
        sa.CheckConstraint(
            "received_minor <= remitted_minor AND remitted_minor <= gross_minor", name="paid"
        ),
        sa.CheckConstraint(
            "CASE state WHEN 'invoiced' THEN remitted_minor < gross_minor "
            "WHEN 'paid' THEN remitted_minor = gross_minor AND received_minor < gross_minor "
            "WHEN 'received' THEN received_minor = gross_minor "
            "WHEN 'void' THEN remitted_minor = 0 ELSE true END",
            name="state_as_paid",
        ),
        sa.CheckConstraint("(state = 'disputed') = (disputed_by IS NOT NULL)", name="disputed_by"),
        sa.CheckConstraint(
            "disputed_by IS NULL OR disputed_by IN (member_id, carrier_id)", name="disputed_party"
        ),
        sa.CheckConstraint("replaced_by_id IS NULL OR state = 'void'", name="replaced_is_void"),
        sa.CheckConstraint("(legal_due_on IS NULL) = (legal_rule IS NULL)", name="legal_rule_day"),
        amount_check("net_minor", "vat_minor", "gross_minor", "remitted_minor", "received_minor"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def open_minor(self) -> int:
        """What nobody has said to have paid yet, in fen."""
        return 0 if self.state == InvoiceState.VOID else self.gross_minor - self.remitted_minor

    @property
    def dues(self) -> list[Due]:
        """By when it is due, by each rule that holds."""
        found = []
        if self.contract_due_on is not None:
            found.append(Due(DueRule.CONTRACT, self.contract_due_on))
        if self.legal_due_on is not None and self.legal_rule is not None:
            found.append(Due(self.legal_rule, self.legal_due_on))
        return found

    @property
    def due_on(self) -> date | None:
        """The earliest of them."""
        return min((due.on for due in self.dues), default=None)

    @property
    def differs(self) -> bool:
        """Whether it is not as the schedule has it; needs its items."""
        stated = Stated(self.net_minor, self.vat_minor, self.gross_minor, self.vat_bps)
        return differs(stated, [one.due_item.net_minor for one in self.items])


class InvoiceItem(Base):
    """That an invoice is over a due item; ended when the invoice is void."""

    __tablename__ = "invoice_items"

    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    due_item_id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    ended_at: Mapped[datetime | None]

    invoice: Mapped[LineInvoice] = relationship(back_populates="items")
    due_item: Mapped[DueItem] = relationship(overlaps="invoice,items")

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["invoice_id", "contract_id"], ["line_invoices.id", "line_invoices.contract_id"]
        ),
        sa.ForeignKeyConstraint(
            ["due_item_id", "contract_id"], ["due_items.id", "due_items.contract_id"]
        ),
        # Nothing is invoiced twice.
        sa.Index(
            "uq_invoice_items_standing",
            "due_item_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )
