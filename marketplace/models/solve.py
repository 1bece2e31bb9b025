"""Award computations: the problem as built, and the result once a job has solved it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.lives import SolveState
from marketplace.models.rfq import Rfq


class Solve(Base):
    """One award computation: the problem as built, and the result, once a job has solved it."""

    __tablename__ = "solves"
    audit_subject = "solve"

    id: Mapped[Id]
    rfq_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    scenario: Mapped[str]
    "cheapest, winners_at_most, one_carrier_per_lot, share_cap, without_carrier, reaward"
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=sa.text("'{}'"))
    "of the scenario, such as {at_most: 2} or {carrier: 91...}"
    state: Mapped[SolveState] = mapped_column(choice(SolveState, "state"))
    problem: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "award-problem/1"
    problem_sha256: Mapped[str | None]
    "fingerprint of the problem: the same one is not solved twice"
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    "award-result/1"
    failure: Mapped[str | None]
    requested_at: Mapped[Instant]
    requested_by: Mapped[UUID | None]
    solved_at: Mapped[datetime | None]

    rfq: Mapped[Rfq] = relationship()

    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.UniqueConstraint("id", "rfq_id"),
        sa.Index("ix_solves_rfq_id", "rfq_id"),
        sa.CheckConstraint(
            "(state IN ('solved', 'infeasible')) = (result IS NOT NULL)", name="result_when_solved"
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
