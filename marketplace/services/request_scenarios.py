"""Ask for every scenario that an organiser compares, each solved by a job of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.scenarios import USUAL_SHARE_BPS, under, usual_scenarios
from marketplace.models import Solve
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.build_problem import build_problem
from marketplace.services.build_reaward import find_shortfall
from marketplace.services.request_solve import (
    carriers_of,
    keep_solve,
    lock_opened_rfq,
    request_solve,
)


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
    return [
        keep_solve(session, rfq, one, under(problem, one), jobs=jobs, identity=identity, now=now)
        for one in usual_scenarios(carriers_of(problem), share_caps_bps)
    ]
