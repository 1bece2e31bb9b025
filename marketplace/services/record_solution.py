"""What the award job found, kept once: a solution, the proof that there is none, or a failure."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveState
from marketplace.models import Solve
from marketplace.models.audit import record

log = logging.getLogger(__name__)


def record_solution(
    session: Session, *, solve_id: UUID, result: dict[str, Any], now: datetime
) -> Solve | None:
    """Keep a verified result; None when the solve has ended before."""
    solve = _lock_requested(session, solve_id)
    if solve is None:
        return None
    solve.result = result
    infeasible = result["status"] == "infeasible"
    return _end(session, solve, SolveState.INFEASIBLE if infeasible else SolveState.SOLVED, now)


def record_failure(
    session: Session, *, solve_id: UUID, failure: str, now: datetime
) -> Solve | None:
    """Mark the solve failed with a code; None when it has ended before."""
    solve = _lock_requested(session, solve_id)
    return solve and _end(session, solve, SolveState.FAILED, now, failure=failure)


def find_problem(session: Session, solve_id: UUID) -> dict[str, Any] | None:
    """The problem of a solve that is still wanted, else None."""
    return session.scalar(
        sa.select(Solve.problem).where(Solve.id == solve_id, Solve.state == SolveState.REQUESTED)
    )


def _lock_requested(session: Session, solve_id: UUID) -> Solve | None:
    query = sa.select(Solve).where(Solve.id == solve_id, Solve.state == SolveState.REQUESTED)
    return session.scalars(query.with_for_update()).one_or_none()


def _end(
    session: Session, solve: Solve, state: SolveState, now: datetime, failure: str | None = None
) -> Solve:
    record(
        session,
        solve,
        str(state),
        by=None,
        now=now,
        from_state=str(solve.state),
        to_state=str(state),
        reason=failure,
    )
    solve.state, solve.failure, solve.solved_at = state, failure, now
    log.info("solve_ended", extra={"solve_id": solve.id, "state": str(state)})
    return solve
