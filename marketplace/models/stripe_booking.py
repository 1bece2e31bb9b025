"""Which object at Stripe an entry of the ledger came from."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant, Minor, choice
from marketplace.domain.payments import AboutKind


class StripeBooking(Base):
    """One object at Stripe whose money is booked: each once, held against Stripe every day."""

    __tablename__ = "stripe_bookings"

    stripe_id: Mapped[str] = mapped_column(primary_key=True)
    entry_number: Mapped[int] = mapped_column(sa.ForeignKey("ledger_entries.number"), index=True)
    about_kind: Mapped[AboutKind | None] = mapped_column(choice(AboutKind, "about_kind"))
    about_id: Mapped[UUID | None]
    amount_minor: Mapped[Minor]
    "what it moved on the clearing account: above zero in, below out"
    currency: Mapped[str]
    booked_at: Mapped[Instant] = mapped_column(server_default=sa.func.clock_timestamp())
    "real time, as Stripe's: no demo's clock moves it"

    __table_args__ = (
        sa.CheckConstraint("amount_minor <> 0", name="amount"),
        sa.CheckConstraint("(about_kind IS NULL) = (about_id IS NULL)", name="about"),
        sa.Index("ix_stripe_bookings_about", "about_kind", "about_id"),
        sa.Index("ix_stripe_bookings_booked_at", "booked_at"),
    )
