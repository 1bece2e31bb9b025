"""What reviewers recorded of an unlawful use of a line in service (SEC-11). Append-only."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.line_abuse import AbuseWord
from marketplace.models.organisation import User


class LineAbuse(Base):
    """One record; the newest of a line stands."""

    __tablename__ = "line_abuses"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    "in the order of writing"
    contract_line_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contract_lines.id"))
    word: Mapped[AbuseWord] = mapped_column(choice(AbuseWord, "word"))
    reason: Mapped[str]
    "for reviewers, observers and the operator alone"
    evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))

    reviewer: Mapped[User] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("number"),
        sa.Index("ix_line_abuses_line", "contract_line_id", "number"),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reasoned"),
    )
