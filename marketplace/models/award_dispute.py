"""Complaints during the standstill, and carriers' confirmations after a second shortfall."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import (
    AWARD_COMPLAINT,
    CONFIRMATION,
    AwardComplaintState,
    ConfirmationState,
)
from marketplace.models.audit import Lives
from marketplace.models.award import Award
from marketplace.models.organisation import Organisation


class AwardComplaint(Lives, Base):
    """A member's or bidder's complaint against an award; it stops the standstill's clock."""

    __tablename__ = "award_complaints"
    life = AWARD_COMPLAINT
    audit_subject = "award_complaint"

    id: Mapped[Id]
    award_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    complainant_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    text: Mapped[str]
    state: Mapped[AwardComplaintState] = mapped_column(choice(AwardComplaintState, "state"))
    filed_at: Mapped[Instant]
    filed_by: Mapped[UUID]
    answer: Mapped[str | None]
    effect: Mapped[str | None]
    "none, reaward or rerun"
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    award: Mapped[Award] = relationship()
    complainant: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(["award_id", "group_buy_id"], ["awards.id", "awards.group_buy_id"]),
        sa.Index("ix_award_complaints_award_id", "award_id"),
        sa.CheckConstraint("effect IN ('none', 'reaward', 'rerun')", name="effect"),
        sa.CheckConstraint(
            "(state IN ('dismissed', 'upheld')) = (answered_at IS NOT NULL) "
            "AND (answered_at IS NULL) = (answer IS NULL) "
            "AND (state = 'upheld') <= (effect IS NOT NULL)",
            name="answered",
        ),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class AwardConfirmation(Lives, Base):
    """A carrier that is still short after the re-award: it confirms its prices or lets go."""

    __tablename__ = "award_confirmations"
    life = CONFIRMATION
    audit_subject = "award_confirmation"

    id: Mapped[Id]
    award_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    state: Mapped[ConfirmationState] = mapped_column(choice(ConfirmationState, "state"))
    awarded_mbps: Mapped[int]
    accepted_mbps: Mapped[int]
    asked_at: Mapped[Instant]
    due_at: Mapped[Instant]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column()

    award: Mapped[Award] = relationship()
    carrier: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(["award_id", "group_buy_id"], ["awards.id", "awards.group_buy_id"]),
        sa.UniqueConstraint("award_id", "carrier_id"),
        sa.CheckConstraint("asked_at < due_at", name="window"),
        sa.CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided"),
        sa.Index(
            "ix_award_confirmations_due", "due_at", postgresql_where=sa.text("state = 'pending'")
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
