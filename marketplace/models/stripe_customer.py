"""Which customer at Stripe an organisation is."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant


class StripeCustomer(Base):
    """Kept so that one organisation stays one customer, whoever asks first."""

    __tablename__ = "stripe_customers"

    organisation_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("organisations.id"), primary_key=True
    )
    stripe_id: Mapped[str] = mapped_column(unique=True)
    kept_at: Mapped[Instant]
