"""Ask why an award is as it is: a job computes it."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from marketplace.domain.lives import SolveState
from marketplace.errors import Conflict, NotFound
from marketplace.models import Explanation, Rfq, Solve
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.request_solve import solves_lock

JOB = "explain_award"
log = logging.getLogger(__name__)


def request_explanation(
    session: Session, *, solve_id: UUID, jobs: JobQueue, identity: Identity, now: datetime
) -> Explanation:
    """The explanation of a solved award, known or waiting to be computed.

    One that failed is computed anew. Raises NotFound, Forbidden, Conflict (solve_not_solved).
    """
    solve = session.scalars(
        sa.select(Solve)
        .join(Solve.rfq)
        .where(Solve.id == solve_id)
        .options(contains_eager(Solve.rfq).joinedload(Rfq.group_buy))
        .with_for_update(of=Solve)
    ).one_or_none()
    if solve is None:
        raise NotFound()
    require(Permission.RFQ_ORGANISE, identity, solve.rfq.group_buy)
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
