"""Ask for every scenario that an organiser compares; one job solves them, sharing the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import SolveState
from marketplace.domain.scenarios import USUAL_SHARE_BPS, Scenario, under, usual_scenarios
from marketplace.models import Rfq, Solve
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.build_problem import build_problem
from marketplace.services.build_reaward import find_shortfall
from marketplace.services.request_solve import (
    carriers_of,
    keep_solve,
    lock_opened_rfq,
    request_solve,
    solves_lock,
)

JOB = "solve_scenarios"


def request_scenarios(
    session: Session,
    *,
    rfq_id: UUID,
    share_caps_bps: Sequence[int] = (USUAL_SHARE_BPS,),
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> list[Solve]:
    """A solve of every usual scenario, those that stand already among them.

    After a shortfall only the re-award's.

    Raises NotFound, Forbidden, Conflict (rfq_not_opened).
    """
    rfq = lock_opened_rfq(session, rfq_id, identity)
    if find_shortfall(session, rfq.id) is not None:
        return [request_solve(session, rfq_id=rfq_id, jobs=jobs, identity=identity, now=now)]
    problem = build_problem(session, rfq.id)
    wanted = usual_scenarios(carriers_of(problem), share_caps_bps)
    return keep_solves(session, rfq, wanted, problem, jobs=jobs, identity=identity, now=now)


def keep_solves(
    session: Session,
    rfq: Rfq,
    scenarios: Iterable[Scenario],
    problem: dict[str, Any],
    *,
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> list[Solve]:
    """A solve of each scenario of the problem, and one job for what waits of them.

    The RFQ must be locked.
    """
    solves = [
        keep_solve(session, rfq, one, under(problem, one), jobs=None, identity=identity, now=now)
        for one in scenarios
    ]
    if any(solve.state == SolveState.REQUESTED for solve in solves):
        jobs.defer(session, JOB, lock=solves_lock(rfq.id), rfq_id=str(rfq.id))
    return solves
