"""Service fees (平台服务费): what each contract owes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.fee_entries import FeeFacts
from marketplace.domain.fee_table import Payer
from marketplace.domain.fee_words import MOST_REFUSALS, FeeWay
from marketplace.domain.lives import FEE, FeeState
from marketplace.domain.lives.fees import ASKED, NO_CREDIT
from marketplace.domain.payments import NO_MORE, AboutKind, InvoiceState, RefundState
from marketplace.models.audit import Lives
from marketplace.models.contract import Contract
from marketplace.models.organisation import Organisation
from marketplace.models.payment_dispute import PaymentDispute, disputes_of

if TYPE_CHECKING:
    from marketplace.models.fee_credit import FeeCredit

ISSUED = "(state NOT IN ('due', 'issuing', 'void'))"
E_INVOICE = "(e_invoice_number IS NULL) = (e_invoice_on IS NULL)"
TWENTY_DIGITS = "e_invoice_number ~ '^[0-9]{20}$'"


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
    take_back_asked_at: Mapped[datetime | None]
    "whether Stripe has made an invoice is to be looked up; if not, the operator chooses anew"
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
    stripe_taken_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    "of it, what a card holder's bank took back and keeps"
    stripe_refund_id: Mapped[str | None]
    "of what was paid at Stripe after a transfer had come"
    stripe_refund_state: Mapped[RefundState | None] = mapped_column(
        choice(RefundState, "stripe_refund_state")
    )
    refund_refusals: Mapped[int] = mapped_column(server_default="0")
    "how often Stripe said no to that refund; part of its key, for a refusal did nothing"
    returned_on: Mapped[date | None]
    "when what was paid twice was sent back by bank transfer, because that way was closed"
    return_reference: Mapped[str | None]
    returned_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
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

    disputes: Mapped[list[PaymentDispute]] = relationship(
        primaryjoin=lambda: disputes_of(ServiceFee.id, AboutKind.SERVICE_FEE),
        order_by=PaymentDispute.opened_at,
        viewonly=True,
        lazy="selectin",
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
        sa.CheckConstraint(
            "(returned_on IS NULL) = (return_reference IS NULL) "
            "AND (returned_on IS NULL) = (returned_minor = 0) AND returned_minor >= 0",
            name="returned",
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
    def is_being_voided(self) -> bool:
        """Whether its invoice is to become void at Stripe, and nothing will be owed then."""
        asked = self.way == FeeWay.STRIPE and self.void_asked_at is not None
        return asked and self.state in ASKED

    @property
    def is_paid_elsewhere(self) -> bool:
        """Whether its invoice counts as paid at Stripe, marked so by a person, and no money came.

        One that a credit note brought to zero counts as paid too, and has nothing open.
        """
        marked = self.stripe_state == InvoiceState.PAID and self.stripe_paid_minor is None
        at_stripe = self.way == FeeWay.STRIPE and self.state in ASKED
        return marked and at_stripe and self.open_minor > 0

    @property
    def standing_credits(self) -> list[FeeCredit]:
        """Credit notes that are made or on their way."""
        return [one for one in self.credits if one.state not in NO_CREDIT]

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
        came -= self.stripe_taken_minor
        back = self.returned_minor + sum(one.returned_minor for one in self.credits)
        if self._is_refunded:
            back += self.stripe_paid_minor or 0
        return came - back

    @property
    def overpaid_minor(self) -> int:
        """What came by Stripe though a transfer had settled the fee, while it is not back; fen."""
        if self.transferred_on is None or self.returned_on is not None or self._is_refunded:
            return 0
        came = (self.stripe_paid_minor or 0) - self.stripe_taken_minor
        return max(0, min(came, -self.open_minor))

    @property
    def _is_refunded(self) -> bool:
        """Whether the refund of what was paid twice has left the balance at Stripe."""
        return self.stripe_refund_state in (RefundState.PENDING, RefundState.SUCCEEDED)

    @property
    def is_disputed(self) -> bool:
        """Whether a card holder's bank has its payment now: nothing of it is given back then."""
        return any(one.holds for one in self.disputes)

    @property
    def is_back_by_bank(self) -> bool:
        """Whether what was paid twice can go back by bank transfer only: its own way is closed."""
        closed = self.stripe_refund_state in NO_MORE or self.refund_refusals >= MOST_REFUSALS
        return closed and self.overpaid_minor > 0 and not self.is_disputed

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
