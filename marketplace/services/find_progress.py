"""How far the computations of an RFQ are: what runs, what waits, and since when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload

from marketplace.domain.lives import SolveState
from marketplace.domain.scenarios import left_out
from marketplace.errors import NotFound
from marketplace.models import Explanation, Organisation, Rfq, Solve, SolveProgress
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import find_solve
from pricing.award.result import gap_bps


@dataclass(frozen=True)
class SolveCourse:
    """One computation and the figures its job told last; None before it began."""

    solve: Solve
    progress: SolveProgress | None

    @property
    def gap_bps(self) -> float | None:
        told = self.progress
        if told is None or told.best_minor is None:
            return None
        return gap_bps(told.best_minor, told.bound_minor)

    @property
    def tag(self) -> str:
        """Changes whenever there is something new to see."""
        told = self.progress.told if self.progress else 0
        return f"{self.solve.id.hex}.{self.solve.state}.{told}"


@dataclass(frozen=True)
class Working:
    """What an RFQ's computations are about, those that run before those that wait."""

    courses: list[SolveCourse]
    carriers: dict[str, Organisation]
    "that their scenarios name, by code"
    explaining: int
    "awards that are being explained"

    @property
    def count(self) -> int:
        return len(self.courses) + self.explaining

    @property
    def tag(self) -> str:
        """Changes whenever there is something new to see."""
        told = ";".join([str(self.explaining), *(course.tag for course in self.courses)])
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def find_progress(session: Session, *, rfq_id: UUID, identity: Identity) -> Working:
    """The RFQ's computations and explanations that have not ended.

    Raises NotFound, Forbidden.
    """
    query = sa.select(Rfq).where(Rfq.id == rfq_id).options(joinedload(Rfq.group_buy))
    rfq = session.scalars(query).one_or_none()
    if rfq is None:
        raise NotFound()
    require(Permission.AWARD_READ, identity, rfq.group_buy)
    found = session.execute(
        sa.select(Solve, SolveProgress)
        .outerjoin(SolveProgress, SolveProgress.solve_id == Solve.id)
        .where(Solve.rfq_id == rfq_id, Solve.state == SolveState.REQUESTED)
        .options(defer(Solve.problem), defer(Solve.result))
        .order_by(SolveProgress.told_at.desc().nulls_last(), Solve.requested_at, Solve.id)
    )
    courses = [SolveCourse(solve, progress) for solve, progress in found]
    codes = {code for one in courses for code in left_out(one.solve.parameters)}
    named = session.scalars(sa.select(Organisation).where(Organisation.uscc.in_(codes)))
    explaining = session.scalar(
        sa.select(sa.func.count())
        .select_from(Explanation)
        .join(Solve, Solve.id == Explanation.solve_id)
        .where(Solve.rfq_id == rfq_id, Explanation.explained_at.is_(None))
    )
    return Working(courses, {one.uscc: one for one in named}, explaining or 0)


def find_solve_progress(session: Session, *, solve_id: UUID, identity: Identity) -> SolveCourse:
    """The course of one computation, running or ended. Raises NotFound, Forbidden."""
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    return SolveCourse(solve, session.get(SolveProgress, solve_id))
