"""What the award job found, kept once: a solution, the proof that there is none, or a failure."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveEvent, SolveState
from marketplace.models import Solve
from marketplace.services.keep_certificate import PURPOSE
from marketplace.services.keep_file import Stored, keep_file

log = logging.getLogger(__name__)


def record_solution(
    session: Session,
    *,
    solve_id: UUID,
    result: dict[str, Any],
    certificate: Stored | None = None,
    proof_of: UUID | None = None,
    now: datetime,
) -> Solve | None:
    """Keep a verified result with its proof, its own or another solve's.

    None when the solve has ended before.
    """
    solve = _lock_requested(session, solve_id)
    if solve is None:
        return None
    if certificate is None:
        solve.proof_of_id = proof_of
    else:
        name = f"award-certificate-{solve_id}.json.gz"
        kept = keep_file(session, certificate, name=name, purpose=PURPOSE, now=now)
        solve.certificate_id = kept.id
    solve.result = result
    infeasible = result["status"] == "infeasible"
    return _end(solve, SolveEvent.INFEASIBLE if infeasible else SolveEvent.SOLVED, now)


def record_failure(
    session: Session, *, solve_id: UUID, failure: str, now: datetime
) -> Solve | None:
    """Mark the solve failed with a code; None when it has ended before."""
    solve = _lock_requested(session, solve_id)
    return solve and _end(solve, SolveEvent.FAILED, now, failure=failure)


def find_problem(session: Session, solve_id: UUID) -> dict[str, Any] | None:
    """The problem of a solve that is still wanted, else None."""
    return session.scalar(
        sa.select(Solve.problem).where(Solve.id == solve_id, Solve.state == SolveState.REQUESTED)
    )


def find_rfq_of(session: Session, solve_id: UUID) -> UUID | None:
    """The RFQ of a solve that is still wanted, else None."""
    return session.scalar(
        sa.select(Solve.rfq_id).where(Solve.id == solve_id, Solve.state == SolveState.REQUESTED)
    )


def _lock_requested(session: Session, solve_id: UUID) -> Solve | None:
    query = sa.select(Solve).where(Solve.id == solve_id, Solve.state == SolveState.REQUESTED)
    return session.scalars(query.with_for_update()).one_or_none()


def _end(solve: Solve, event: SolveEvent, now: datetime, failure: str | None = None) -> Solve:
    solve.advance(event, by=None, now=now, reason=failure)
    solve.failure, solve.solved_at = failure, now
    log.info("solve_ended", extra={"solve_id": solve.id, "state": str(solve.state)})
    return solve
