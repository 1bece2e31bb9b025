"""What Stripe told us by webhooks, as it came, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant, choice


class EventOutcome(StrEnum):
    """What became of an event; null in the table: a job is still to look at it."""

    RECORDED = "recorded"
    NOT_OURS = "not_ours"
    "about nothing of this marketplace"
    NOTED = "noted"
    "of a kind that reconciliation looks after, or of no kind we know"
    OTHER_MODE = "other_mode"
    "of test mode while our key is live, or the other way round"
    FAILED = "failed"
    "processing it raised; it is tried again, and by hand"


class StripeEvent(Base):
    """One event, each once; never changed but for the marks of its processing (a trigger)."""

    __tablename__ = "stripe_events"

    id: Mapped[str] = mapped_column(primary_key=True)
    "Stripe's"
    type: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    livemode: Mapped[bool]
    happened_at: Mapped[Instant]
    received_at: Mapped[Instant] = mapped_column(server_default=sa.func.clock_timestamp())
    "real time, also where the market's clock is moved"
    body: Mapped[bytes]
    "as it was signed; may name a payer, so it is deleted after a while"
    outcome: Mapped[EventOutcome | None] = mapped_column(choice(EventOutcome, "outcome"))
    processed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    fault: Mapped[str | None]
    "code of what went wrong last"

    __table_args__ = (
        sa.CheckConstraint("(outcome = 'failed') = (fault IS NOT NULL)", name="fault"),
        sa.CheckConstraint("(outcome IS NULL) = (processed_at IS NULL)", name="processed"),
        sa.Index("ix_stripe_events_received_at", "received_at"),
        sa.Index(
            "ix_stripe_events_open",
            "received_at",
            postgresql_where=sa.text("outcome IS NULL OR outcome = 'failed'"),
        ),
    )
