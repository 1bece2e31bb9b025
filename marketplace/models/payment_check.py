"""Reconciliation of the ledger with Stripe: each run, and what it found different."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.reconciling import CheckOutcome, DifferenceKind


class PaymentCheck(Base):
    """One comparison of Stripe with the ledger, asked for by a person or made every day."""

    __tablename__ = "payment_checks"

    id: Mapped[Id]
    asked_at: Mapped[Instant] = mapped_column(server_default=sa.func.clock_timestamp())
    "real time, as Stripe's"
    asked_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    "null: the daily run"
    since: Mapped[Instant]
    reread: Mapped[bool]
    "read everything anew first, whatever the comparison would say"
    ended_at: Mapped[datetime | None]
    outcome: Mapped[CheckOutcome | None] = mapped_column(choice(CheckOutcome, "outcome"))
    "null: not ended yet"
    moves: Mapped[int] = mapped_column(server_default=sa.text("0"))
    "movements of the balance at Stripe that were looked at"
    mended: Mapped[int] = mapped_column(server_default=sa.text("0"))
    "differences that re-reading put right"
    fault: Mapped[str | None]
    "why it could not be made"

    differences: Mapped[list[PaymentDifference]] = relationship(
        order_by="PaymentDifference.position", lazy="selectin"
    )

    audit_subject = "payment_check"
    audit_chain = "platform"

    __table_args__ = (
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended"),
        sa.CheckConstraint(
            "(outcome IS NOT NULL AND outcome = 'failed') = (fault IS NOT NULL)", name="fault"
        ),
        sa.Index("ix_payment_checks_asked_at", "asked_at"),
    )


class PaymentDifference(Base):
    """One thing in which Stripe and the ledger were not alike at the end of a run."""

    __tablename__ = "payment_differences"

    check_id: Mapped[UUID] = mapped_column(sa.ForeignKey("payment_checks.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DifferenceKind] = mapped_column(choice(DifferenceKind, "kind"))
    stripe_id: Mapped[str]
    "the object at Stripe; empty for the balance of a currency"
    currency: Mapped[str]
    at_stripe_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    booked_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
