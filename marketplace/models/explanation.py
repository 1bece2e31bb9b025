"""Why an award is as it is, computed by a job on request."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db.columns import Base, Instant


class Explanation(Base):
    """Of one solve: every line's options, and what every rule costs. It decides nothing."""

    __tablename__ = "explanations"

    solve_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_buy_id: Mapped[UUID]
    requested_at: Mapped[Instant]
    requested_by: Mapped[UUID | None]
    explained_at: Mapped[datetime | None]
    "when it ended, be it by a failure"
    failure: Mapped[str | None]
    rules: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    "{path, how, least_minor, most_minor, without_minor}, those found so far"
    lines: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    "by reference: carrier and options (pricing.award.reasons.lines)"

    __table_args__ = (
        sa.ForeignKeyConstraint(["solve_id", "group_buy_id"], ["solves.id", "solves.group_buy_id"]),
        sa.CheckConstraint(
            "explained_at IS NULL OR failure IS NOT NULL "
            "OR (rules IS NOT NULL AND lines IS NOT NULL)",
            name="whole",
        ),
        sa.CheckConstraint("failure IS NULL OR explained_at IS NOT NULL", name="ended"),
    )
