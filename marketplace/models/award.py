"""Award computations, awards (成交方案) and the members' acceptance of each line."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.lives import AcceptanceState, AwardState, SolveState
from marketplace.models.audit import Lives
from marketplace.models.group_buy import GroupBuy, Line
from marketplace.models.organisation import Organisation
from marketplace.models.rfq import Rfq


class Solve(Base):
    """One award computation: the problem as built, and the result, once a job has solved it."""

    __tablename__ = "solves"
    audit_subject = "solve"

    id: Mapped[Id]
    rfq_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    scenario: Mapped[str]
    "cheapest"
    state: Mapped[SolveState] = mapped_column(choice(SolveState, "state"))
    problem: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "award-problem/1"
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


class Award(Lives, Base):
    """Which carrier wins which line; one award stands per RFQ at a time."""

    __tablename__ = "awards"
    audit_subject = "award"

    id: Mapped[Id]
    group_buy_id: Mapped[UUID]
    rfq_id: Mapped[UUID]
    solve_id: Mapped[UUID]
    state: Mapped[AwardState] = mapped_column(choice(AwardState, "state"))
    scenario: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    objective_minor: Mapped[Minor]
    lower_bound_minor: Mapped[Minor]
    proven: Mapped[bool]
    "the cheapest: bound equals objective"
    awarded_at: Mapped[Instant]
    awarded_by: Mapped[UUID | None]
    acceptance_opens_at: Mapped[Instant]
    "end of the standstill (公示期)"
    acceptance_due_at: Mapped[Instant]
    settled_at: Mapped[datetime | None]
    "when the acceptance window was closed and contracts were drawn"
    version: Mapped[int] = mapped_column()

    group_buy: Mapped[GroupBuy] = relationship(
        primaryjoin="foreign(Award.group_buy_id) == GroupBuy.id", viewonly=True
    )
    rfq: Mapped[Rfq] = relationship(overlaps="group_buy")
    lines: Mapped[list[AwardLine]] = relationship(back_populates="award")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(["rfq_id", "group_buy_id"], ["rfqs.id", "rfqs.group_buy_id"]),
        sa.ForeignKeyConstraint(["solve_id", "rfq_id"], ["solves.id", "solves.rfq_id"]),
        sa.UniqueConstraint("id", "group_buy_id"),
        # One standing award per RFQ; earlier ones stay on record as superseded.
        sa.Index(
            "uq_awards_standing",
            "rfq_id",
            unique=True,
            postgresql_where=sa.text("state = 'standing'"),
        ),
        sa.CheckConstraint(
            "awarded_at <= acceptance_opens_at AND acceptance_opens_at < acceptance_due_at",
            name="windows",
        ),
        sa.CheckConstraint("lower_bound_minor <= objective_minor", name="bound"),
        sa.Index(
            "ix_awards_due",
            "acceptance_due_at",
            postgresql_where=sa.text("state = 'standing' AND settled_at IS NULL"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)


class AwardLine(Base):
    """One line of an award, and what its member says to it. Prices in fen, tax-exclusive."""

    __tablename__ = "award_lines"
    audit_subject = "award_line"

    award_id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(sa.Uuid, unique=True, default=uuid4)
    group_buy_id: Mapped[UUID]
    carrier_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisations.id"))
    "null: left out by the award"
    list_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "the carrier's price before its ladder"
    discount_bps: Mapped[int | None]
    price_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    ceiling_minor: Mapped[Minor]
    one_off_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    first_month_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    monthly_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    acceptance: Mapped[AcceptanceState] = mapped_column(choice(AcceptanceState, "acceptance"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decline_reason: Mapped[str | None]

    award: Mapped[Award] = relationship(back_populates="lines")
    line: Mapped[Line] = relationship(overlaps="award,lines")
    carrier: Mapped[Organisation | None] = relationship()

    __table_args__ = (
        # An award's lines belong to its own group buy.
        sa.ForeignKeyConstraint(["award_id", "group_buy_id"], ["awards.id", "awards.group_buy_id"]),
        sa.ForeignKeyConstraint(["line_id", "group_buy_id"], ["lines.id", "lines.group_buy_id"]),
        sa.CheckConstraint("price_minor <= ceiling_minor", name="under_ceiling"),
        sa.CheckConstraint(
            "(carrier_id IS NULL) = (price_minor IS NULL) "
            "AND (carrier_id IS NULL) = (acceptance = 'unserved')",
            name="served",
        ),
        sa.CheckConstraint(
            "(acceptance IN ('accepted', 'declined')) <= (decided_at IS NOT NULL)", name="decided"
        ),
        amount_check("price_minor", "ceiling_minor"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)
