"""Service fees (平台服务费): the published tables, what each contract owes, what was taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.fee_entries import FeeFacts
from marketplace.domain.fee_table import FeeRow, Payer, read_row
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.ledger_entries import CauseKind
from marketplace.domain.lives import FEE, FEE_CREDIT, FeeCreditState, FeeState
from marketplace.domain.payments import InvoiceState, RefundState
from marketplace.models.audit import PLATFORM_CHAIN, Lives
from marketplace.models.contract import Contract
from marketplace.models.organisation import Organisation, User

ISSUED = "(state NOT IN ('due', 'issuing', 'void'))"
E_INVOICE = "(e_invoice_number IS NULL) = (e_invoice_on IS NULL)"
TWENTY_DIGITS = "e_invoice_number ~ '^[0-9]{20}$'"


class FeeTable(Base):
    """One published version; never changed. A group buy keeps the one in force when it opened."""

    __tablename__ = "fee_tables"
    audit_subject = "fee_table"
    audit_chain = PLATFORM_CHAIN

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(unique=True)
    kept_rows: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    "as `domain.fee_table.kept_row` gives them"
    effective_on: Mapped[date]
    major: Mapped[bool]
    "touches major interests of many users: the longer notice"
    due_days: Mapped[int]
    "days between an invoice and its due day"
    reason_zh: Mapped[str]
    reason_en: Mapped[str]
    published_at: Mapped[Instant]
    published_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))

    author: Mapped[User] = relationship()

    __table_args__ = (
        sa.CheckConstraint("version > 0", name="counted"),
        sa.CheckConstraint("due_days BETWEEN 1 AND 90", name="due_days"),
    )

    @property
    def rows(self) -> list[FeeRow]:
        return [read_row(kept) for kept in self.kept_rows]


class ServiceFee(Lives, Base):
    """What one side of one contract owes the platform. What is owed never changes; a credit note
    takes back."""

    __tablename__ = "service_fees"
    life = FEE
    audit_subject = "service_fee"

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    contract_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    payer: Mapped[Payer] = mapped_column(choice(Payer, "payer"))
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    "who pays"
    fee_table: Mapped[int] = mapped_column(sa.ForeignKey("fee_tables.version"))
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    "how it was computed: by row of the table, the value, the whole fee, and this side's part"
    net_minor: Mapped[Minor]
    vat_bps: Mapped[int]
    vat_minor: Mapped[Minor]
    currency: Mapped[str] = mapped_column(server_default="CNY")
    due_days: Mapped[int]
    state: Mapped[FeeState] = mapped_column(choice(FeeState, "state"))
    arisen_at: Mapped[Instant]
    way: Mapped[FeeWay | None] = mapped_column(choice(FeeWay, "way"))
    "how it is invoiced: by Stripe, or to be paid by bank transfer"
    attempt: Mapped[int] = mapped_column(server_default="0")
    "counts the tries to invoice: part of our key at Stripe"
    asked_at: Mapped[datetime | None]
    "when a job was last sent to Stripe for it"
    fault: Mapped[str] = mapped_column(server_default="")
    "why Stripe refused, or that what it has differs; empty: nothing wrong"
    issued_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    reminded: Mapped[int | None]
    "days from the due day of the last reminder given"
    paid_at: Mapped[datetime | None]
    "when it was seen to be paid at Stripe, or the transfer was put on record"
    void_asked_at: Mapped[datetime | None]
    "the invoice at Stripe is to be voided"
    ended_reason: Mapped[str | None]
    "why it was voided or written off"
    stripe_invoice_id: Mapped[str | None] = mapped_column(unique=True)
    stripe_number: Mapped[str | None]
    stripe_state: Mapped[InvoiceState | None] = mapped_column(choice(InvoiceState, "stripe_state"))
    page_url: Mapped[str | None]
    pdf_url: Mapped[str | None]
    stripe_payment_id: Mapped[str | None]
    stripe_paid_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "what came by Stripe"
    stripe_refund_id: Mapped[str | None]
    "of what was paid at Stripe after a transfer had come"
    stripe_refund_state: Mapped[RefundState | None] = mapped_column(
        choice(RefundState, "stripe_refund_state")
    )
    transferred_on: Mapped[date | None]
    transferred_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    bank_reference: Mapped[str | None]
    e_invoice_number: Mapped[str | None] = mapped_column(unique=True)
    "数电票 (PAY-07)"
    e_invoice_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()
    contract: Mapped[Contract] = relationship(viewonly=True)
    credits: Mapped[list[FeeCredit]] = relationship(
        back_populates="fee", order_by="FeeCredit.created_at, FeeCredit.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"], ["contracts.id", "contracts.group_buy_id"]
        ),
        # Once for each contract and payer, whatever comes twice.
        sa.UniqueConstraint("contract_id", "payer"),
        sa.UniqueConstraint("id", "group_buy_id"),
        sa.CheckConstraint("net_minor > 0", name="something"),
        amount_check("net_minor", "vat_minor"),
        sa.CheckConstraint(
            f"{ISSUED} <= (way IS NOT NULL AND issued_at IS NOT NULL AND due_on IS NOT NULL)",
            name="issued",
        ),
        sa.CheckConstraint(
            f"({ISSUED} AND way = 'stripe') <= (stripe_invoice_id IS NOT NULL)", name="at_stripe"
        ),
        sa.CheckConstraint(
            "(transferred_on IS NULL) = (bank_reference IS NULL) "
            "AND (transferred_on IS NULL) = (transferred_minor IS NULL) "
            "AND (state = 'transferred') <= (transferred_on IS NOT NULL)",
            name="transferred",
        ),
        sa.CheckConstraint(E_INVOICE, name="e_invoice_with_day"),
        sa.CheckConstraint(TWENTY_DIGITS, name="e_invoice_number"),
        # The sweeps look for fees on their way and for due days.
        sa.Index("ix_service_fees_state", "state", "due_on"),
        sa.Index("ix_service_fees_group_buy_id", "group_buy_id"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def total_minor(self) -> int:
        return self.net_minor + self.vat_minor

    @property
    def standing_credits(self) -> list[FeeCredit]:
        """Credit notes that are made or on their way."""
        return [one for one in self.credits if one.state != FeeCreditState.REFUSED]

    @property
    def credited(self) -> tuple[int, int]:
        """Net and VAT of the credit notes made or on their way, fen."""
        found = self.standing_credits
        return sum(one.net_minor for one in found), sum(one.vat_minor for one in found)

    @property
    def credited_minor(self) -> int:
        return sum(self.credited)

    @property
    def had_minor(self) -> int:
        """What came, less what was given back, fen."""
        came = (self.stripe_paid_minor or 0) + (self.transferred_minor or 0)
        back = sum(one.returned_minor for one in self.credits)
        if self.stripe_refund_state in (RefundState.PENDING, RefundState.SUCCEEDED):
            back += self.stripe_paid_minor or 0
        return came - back

    @property
    def open_minor(self) -> int:
        """What is still to be paid; below zero: what is to be given back. Zero unless invoiced."""
        if self.issued_at is None or self.state == FeeState.VOID:
            return 0
        return self.total_minor - self.credited_minor - self.had_minor

    @property
    def facts(self) -> FeeFacts:
        amounts = self.net_minor, self.vat_minor, self.currency
        return FeeFacts(self.id, self.id, self.organisation_id, *amounts)


class FeeCredit(Lives, Base):
    """A credit note: takes back a part of an invoiced fee, or all of it, with its VAT."""

    __tablename__ = "fee_credits"
    life = FEE_CREDIT
    audit_subject = "fee_credit"

    id: Mapped[Id]
    fee_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[FeeCreditState] = mapped_column(choice(FeeCreditState, "state"))
    why: Mapped[CreditReason] = mapped_column(choice(CreditReason, "why"))
    reason: Mapped[str]
    net_minor: Mapped[Minor]
    vat_minor: Mapped[Minor]
    way: Mapped[FeeWay] = mapped_column(choice(FeeWay, "way"))
    created_at: Mapped[Instant]
    created_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    "null: the marketplace itself, by rule"
    issued_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(server_default="")
    stripe_note_id: Mapped[str | None] = mapped_column(unique=True)
    stripe_number: Mapped[str | None]
    pdf_url: Mapped[str | None]
    stripe_refund_id: Mapped[str | None] = mapped_column(unique=True)
    refund_state: Mapped[RefundState | None] = mapped_column(choice(RefundState, "refund_state"))
    returned_on: Mapped[date | None]
    "when the money went back"
    return_reference: Mapped[str | None]
    "of the bank transfer by which it went back; null: by Stripe"
    returned_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    e_invoice_number: Mapped[str | None] = mapped_column(unique=True)
    "of the red e-invoice (红字数电票)"
    e_invoice_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    fee: Mapped[ServiceFee] = relationship(back_populates="credits")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["fee_id", "group_buy_id"], ["service_fees.id", "service_fees.group_buy_id"]
        ),
        # One on its way at a time: its answer cannot be taken for another's.
        sa.Index(
            "uq_fee_credits_wanted",
            "fee_id",
            unique=True,
            postgresql_where=sa.text("state = 'wanted'"),
        ),
        sa.Index("ix_fee_credits_fee_id", "fee_id"),
        sa.CheckConstraint("net_minor > 0", name="something"),
        amount_check("net_minor", "vat_minor"),
        sa.CheckConstraint("(state = 'issued') <= (issued_at IS NOT NULL)", name="issued"),
        sa.CheckConstraint(
            "(returned_on IS NULL) = (returned_minor = 0) "
            "AND returned_minor BETWEEN 0 AND net_minor + vat_minor",
            name="returned",
        ),
        sa.CheckConstraint(E_INVOICE, name="e_invoice_with_day"),
        sa.CheckConstraint(TWENTY_DIGITS, name="e_invoice_number"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def total_minor(self) -> int:
        return self.net_minor + self.vat_minor

    @property
    def facts(self) -> FeeFacts:
        payer_id, kind = self.fee.organisation_id, CauseKind.CREDIT_NOTE
        amounts = self.net_minor, self.vat_minor, self.fee.currency
        return FeeFacts(self.id, self.fee_id, payer_id, *amounts, kind)
