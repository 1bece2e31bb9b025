"""Disputes: a card holder's bank took a payment of a deposit or a fee back, or asks about it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Mapped, foreign, mapped_column

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import DISPUTE, DisputeState
from marketplace.domain.payments import About, AboutKind
from marketplace.models.audit import Lives

REASONS = (
    *("fraudulent", "unrecognized", "duplicate", "product_not_received"),
    *("credit_not_processed", "general"),
)
"Those of Stripe's reasons that people give; the others are between banks"
OTHER_REASON = "other"


class PaymentDispute(Lives, Base):
    """One dispute at Stripe; while it is open nothing of the payment is given back by us."""

    __tablename__ = "payment_disputes"
    life = DISPUTE
    audit_subject = "payment_dispute"

    id: Mapped[Id]
    stripe_id: Mapped[str] = mapped_column(unique=True)
    about_kind: Mapped[AboutKind] = mapped_column(choice(AboutKind, "about_kind"))
    about_id: Mapped[UUID]
    "the deposit or the service fee"
    group_buy_id: Mapped[UUID]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    "who paid"
    payment_id: Mapped[str] = mapped_column(index=True)
    "at Stripe"
    state: Mapped[DisputeState] = mapped_column(choice(DisputeState, "state"))
    amount_minor: Mapped[Minor]
    reason: Mapped[str]
    "Stripe's code of what the card holder says"
    respond_by: Mapped[datetime | None]
    "until when the operator can answer it at Stripe"
    opened_at: Mapped[Instant]
    ended_at: Mapped[datetime | None]
    taken_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    "what the bank took from the balance at Stripe"
    restored_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    "what came back to it"
    settled_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    "lost: how much of it stands for a return, or is owed again as a fee"

    __table_args__ = (
        amount_check("amount_minor"),
        sa.CheckConstraint("(state IN ('won', 'lost')) = (ended_at IS NOT NULL)", name="ended"),
        sa.CheckConstraint(
            "taken_minor >= 0 AND restored_minor >= 0 AND settled_minor BETWEEN 0 AND taken_minor",
            name="moved",
        ),
        sa.Index("ix_payment_disputes_about", "about_kind", "about_id"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def about(self) -> About:
        return About(self.about_kind, self.about_id)

    @property
    def said(self) -> str:
        """What the card holder says, as far as there are words for it."""
        return self.reason if self.reason in REASONS else OTHER_REASON

    @property
    def holds(self) -> bool:
        """Whether nothing may be given back of the payment now."""
        return self.state == DisputeState.OPEN


def disputes_of(about_id: InstrumentedAttribute[UUID], kind: AboutKind) -> sa.ColumnElement[bool]:
    """How a deposit or a fee finds the disputes of its payments: the condition of the join."""
    return sa.and_(foreign(PaymentDispute.about_id) == about_id, PaymentDispute.about_kind == kind)
