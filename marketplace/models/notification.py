"""Notifications: one per user and fact, shown in the marketplace and sent by mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Id, Instant


class Notification(Base):
    """What one user was told: the words are made in the reader's language when they are read."""

    __tablename__ = "notifications"

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    event: Mapped[str]
    "a key of i18n.notices.NOTICES"
    dedupe: Mapped[str]
    "what the notification is about; a user is told the same event of the same thing once"
    group_buy_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("group_buys.id"))
    path: Mapped[str]
    "the page where the reader can act"
    params: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "names, numbers and titles for the words; never an amount of money"
    due_at: Mapped[datetime | None]
    "until when the reader must act"
    created_at: Mapped[Instant]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
    "when its mail was put into the outbox; null: not yet"

    __table_args__ = (
        # Never twice.
        sa.UniqueConstraint("user_id", "event", "dedupe"),
        sa.Index("ix_notifications_user_id_created_at", "user_id", "created_at"),
        sa.Index(
            "ix_notifications_unmailed",
            "created_at",
            postgresql_where=sa.text("mailed_at IS NULL"),
        ),
    )
