"""Award computations: the problem as built, how far it is, the result and its proof."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, choice
from marketplace.domain.lives import SOLVE, SolveState
from marketplace.models.audit import Lives
from marketplace.models.rfq import Rfq


class Solve(Lives, Base):
    """One award computation: the problem as built, and the result, once a job has solved it."""

    __tablename__ = "solves"
    life = SOLVE
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
    certificate_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "award-certificate/1, packed: the proof of the result's bound"
    proof_of_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("solves.id"))
    "a solve of the same quotes under fewer rules, whose proof is this one's too"
    failure: Mapped[str | None]
    requested_at: Mapped[Instant]
    requested_by: Mapped[UUID | None]
    solved_at: Mapped[datetime | None]

    rfq: Mapped[Rfq] = relationship()

    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.UniqueConstraint("id", "rfq_id"),
        sa.UniqueConstraint("id", "group_buy_id"),
        sa.Index("ix_solves_rfq_id", "rfq_id"),
        sa.CheckConstraint(
            "(state IN ('solved', 'infeasible')) = (result IS NOT NULL)", name="result_when_solved"
        ),
        # A bound is proven here or elsewhere.
        sa.CheckConstraint("certificate_id IS NULL OR proof_of_id IS NULL", name="one_proof"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class SolveProgress(Base):
    """How far a computation is, as its job tells about once a second; kept to show how it went."""

    __tablename__ = "solve_progress"

    solve_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_buy_id: Mapped[UUID]
    best_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "total of the best award found; null: none yet"
    bound_minor: Mapped[Minor]
    "no award can cost less"
    nodes: Mapped[int] = mapped_column(sa.BigInteger)
    "cases looked at"
    spent_ms: Mapped[int] = mapped_column(sa.BigInteger)
    "since the search began"
    steps: Mapped[list[list[int | None]]] = mapped_column(JSONB)
    "[spent_ms, best_minor, bound_minor] on the way, the oldest first"
    told: Mapped[int]
    "how often it was told; pages compare it"
    told_at: Mapped[Instant]

    __table_args__ = (
        sa.ForeignKeyConstraint(["solve_id", "group_buy_id"], ["solves.id", "solves.group_buy_id"]),
    )
