"""Ask why an award is as it is: a job computes it."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveState
from marketplace.errors import Conflict
from marketplace.models import Explanation, Solve
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.lock_solve import lock_solve
from marketplace.services.request_solve import solves_lock

JOB = "explain_award"
log = logging.getLogger(__name__)


def request_explanation(
    session: Session, *, solve_id: UUID, jobs: JobQueue, identity: Identity, now: datetime
) -> Explanation:
    """The explanation of a solved award, known or waiting to be computed.

    One that failed is computed anew. Raises NotFound, Forbidden, Conflict (solve_not_solved).
    """
    solve = lock_solve(session, solve_id, identity)
    if solve.state != SolveState.SOLVED:
        raise Conflict("solve_not_solved", state=str(solve.state))
    known = session.get(Explanation, solve_id)
    if known is not None and known.failure is None:
        return known
    return _request(session, solve, known, jobs, identity, now)


def _request(
    session: Session,
    solve: Solve,
    failed: Explanation | None,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> Explanation:
    asked = failed or Explanation(solve_id=solve.id, group_buy_id=solve.group_buy_id)
    asked.requested_at, asked.requested_by = now, identity.user_id
    asked.explained_at = asked.failure = asked.rules = asked.lines = None
    session.add(asked)
    session.flush()
    record(session, solve, "explain", by=identity, now=now)
    jobs.defer(session, JOB, lock=solves_lock(solve.rfq_id), solve_id=str(solve.id))
    log.info("explanation_requested", extra={"solve_id": solve.id})
    return asked
