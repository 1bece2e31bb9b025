"""The published tables of the service fee (平台服务费)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant
from marketplace.domain.fee_table import FeeRow, read_row
from marketplace.models.audit import PLATFORM_CHAIN
from marketplace.models.organisation import User


class FeeTable(Base):
    """One published version; never changed. A group buy keeps the one in force when it opened."""

    __tablename__ = "fee_tables"
    audit_subject = "fee_table"
    audit_chain = PLATFORM_CHAIN

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(unique=True)
    kept_rows: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    "as `domain.fee_table.kept_row` gives them"
    effective_on: Mapped[date]
    major: Mapped[bool]
    "touches major interests of many users: the longer notice"
    due_days: Mapped[int]
    "days between an invoice and its due day"
    reason_zh: Mapped[str]
    reason_en: Mapped[str]
    published_at: Mapped[Instant]
    published_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))

    author: Mapped[User] = relationship()

    __table_args__ = (
        sa.CheckConstraint("version > 0", name="counted"),
        sa.CheckConstraint("due_days BETWEEN 1 AND 90", name="due_days"),
    )

    @property
    def rows(self) -> list[FeeRow]:
        return [read_row(kept) for kept in self.kept_rows]
