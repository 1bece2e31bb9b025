"""Credit notes of service fees: what was taken back, and how the money went back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.fee_entries import FeeFacts
from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.domain.ledger_entries import CauseKind
from marketplace.domain.lives import FEE_CREDIT, FeeCreditState
from marketplace.domain.payments import RefundState
from marketplace.models.audit import Lives
from marketplace.models.service_fee import E_INVOICE, TWENTY_DIGITS, ServiceFee


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
