"""The lines that a company is still writing down for a group buy."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant


class LineDraft(Base):
    """One company's form as typed. It counts for nothing, and nobody else reads it."""

    __tablename__ = "line_drafts"

    group_buy_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_buys.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), primary_key=True)
    typed: Mapped[dict[str, str]] = mapped_column(JSONB)
    "field name to text, as a form sends it (`lines-0-mbps`)"
    saved_at: Mapped[Instant]
    saved_by: Mapped[UUID]
    mark: Mapped[str] = mapped_column(server_default="")
    "another one after each saving; empty for drafts saved before there were marks"

    __table_args__ = (
        sa.CheckConstraint(
            "jsonb_typeof(typed) = 'object' AND pg_column_size(typed) <= 400000", name="typed"
        ),
    )
