"""Activation (开通) of a contracted line: milestones and acceptance tests."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import MILESTONE, MilestoneKind, MilestoneState
from marketplace.models.audit import Lives
from marketplace.models.contract import ContractLine


class Milestone(Lives, Base):
    """One step of the installation: planned when the contract is in force, done by the carrier."""

    __tablename__ = "milestones"
    life = MILESTONE
    audit_subject = "milestone"

    id: Mapped[Id]
    contract_line_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    kind: Mapped[MilestoneKind] = mapped_column(choice(MilestoneKind, "kind"))
    state: Mapped[MilestoneState] = mapped_column(choice(MilestoneState, "state"))
    due_on: Mapped[date]
    "as planned at the start; never changes"
    expected_on: Mapped[date]
    "as the carrier expects now; later than due: a delay"
    delay_reason: Mapped[str | None]
    done_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
    note: Mapped[str | None]
    evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    version: Mapped[int] = mapped_column()

    contract_line: Mapped[ContractLine] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
        ),
        sa.UniqueConstraint("contract_line_id", "kind"),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_has_day"),
        sa.CheckConstraint(
            "(expected_on > due_on) <= (delay_reason IS NOT NULL)", name="delay_has_reason"
        ),
        sa.Index("ix_milestones_due_on", "due_on", postgresql_where=sa.text("state = 'planned'")),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class LineTest(Base):
    """One acceptance test of a line: measured round trip, throughput and loss."""

    __tablename__ = "line_tests"
    audit_subject = "line_test"

    id: Mapped[Id]
    contract_line_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    tested_on: Mapped[date]
    rtt_us: Mapped[int]
    "round trip, microseconds; not below the corridor's floor"
    throughput_mbps: Mapped[int | None]
    loss_ppm: Mapped[int | None]
    "packets lost per million"
    passed: Mapped[bool]
    "the round trip is within the promise and the throughput reaches the bandwidth"
    note: Mapped[str | None]
    evidence_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[UUID]

    contract_line: Mapped[ContractLine] = relationship()

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
        ),
        sa.Index("ix_line_tests_contract_line_id", "contract_line_id"),
        sa.CheckConstraint("rtt_us > 0", name="rtt"),
        sa.CheckConstraint("throughput_mbps > 0", name="throughput"),
        sa.CheckConstraint("loss_ppm BETWEEN 0 AND 1000000", name="loss"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
