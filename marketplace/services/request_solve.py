"""Ask for the computation of an award: the problem is kept, a job solves it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.lives import RfqState, SolveState
from marketplace.errors import Conflict
from marketplace.models import Rfq, Solve
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.build_problem import build_problem
from marketplace.services.find_rfqs import lock_rfq

CHEAPEST = "cheapest"
JOB = "solve_award"
log = logging.getLogger(__name__)


def request_solve(
    session: Session,
    *,
    rfq_id: UUID,
    scenario: str = CHEAPEST,
    jobs: JobQueue,
    identity: Identity | None = None,
    now: datetime,
) -> Solve:
    """Build and keep the award-problem/1 of an opened RFQ; the job comes with this transaction.

    Raises NotFound, Forbidden, Conflict (rfq_not_opened).
    """
    rfq = lock_rfq(session, rfq_id)
    if identity is not None:
        require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    if rfq.state != RfqState.OPENED:
        raise Conflict("rfq_not_opened", state=str(rfq.state))
    solve = _new_solve(rfq, scenario, build_problem(session, rfq.id), identity, now)
    session.add(solve)
    session.flush()
    record(
        session,
        solve,
        "request",
        by=identity,
        now=now,
        to_state=str(solve.state),
        scenario=scenario,
    )
    jobs.defer(session, JOB, solve_id=str(solve.id))
    log.info("solve_requested", extra={"solve_id": solve.id, "rfq_id": rfq.id})
    return solve


def _new_solve(
    rfq: Rfq, scenario: str, problem: dict[str, Any], identity: Identity | None, now: datetime
) -> Solve:
    return Solve(
        id=uuid4(),
        rfq_id=rfq.id,
        group_buy_id=rfq.group_buy_id,
        scenario=scenario,
        state=SolveState.REQUESTED,
        problem=problem,
        requested_at=now,
        requested_by=identity.user_id if identity else None,
    )
