"""Stripe refuses our key, or a right of it: since when, and for what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant


class PaymentTrouble(Base):
    """The newest time in which one kind of call was refused, whatever was asked."""

    __tablename__ = "payment_troubles"

    act: Mapped[str] = mapped_column(primary_key=True)
    "the kind of call (find_deposit_acts.ActKind)"
    code: Mapped[str]
    "of PaymentsMisconfigured"
    began_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    "when it was refused last"
    ended_at: Mapped[datetime | None]
    "when Stripe answered again"
