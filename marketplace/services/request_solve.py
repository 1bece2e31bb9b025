"""Ask for the computation of an award: the problem is kept, a job solves it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import RfqState, SolveState
from marketplace.domain.scenarios import (
    Scenario,
    ScenarioName,
    fingerprint,
    scenario_faults,
    under,
)
from marketplace.errors import Conflict, Invalid
from marketplace.models import Rfq, Solve
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.build_problem import build_problem
from marketplace.services.build_reaward import build_reaward, find_shortfall
from marketplace.services.find_rfqs import lock_rfq

JOB = "solve_award"
log = logging.getLogger(__name__)


def request_solve(
    session: Session,
    *,
    rfq_id: UUID,
    scenario: str = ScenarioName.CHEAPEST,
    parameters: dict[str, Any] | None = None,
    jobs: JobQueue,
    identity: Identity | None = None,
    now: datetime,
) -> Solve:
    """The solve of one scenario of an opened RFQ; the job comes with this transaction.

    One that waits, or has the answer for certain, is given back instead of a twin. After a
    shortfall only the re-award is solved, whatever is asked for.
    Raises NotFound, Forbidden, Invalid, Conflict (rfq_not_opened).
    """
    rfq = lock_opened_rfq(session, rfq_id, identity)
    if (shortfall := find_shortfall(session, rfq.id)) is not None:
        again = Scenario(ScenarioName.REAWARD)
        problem = build_reaward(session, shortfall)
        return keep_solve(session, rfq, again, problem, jobs=jobs, identity=identity, now=now)
    problem = build_problem(session, rfq.id)
    wanted = Scenario(ScenarioName(scenario), parameters or {})
    if faults := scenario_faults(wanted, carriers_of(problem)):
        raise Invalid(faults)
    return keep_solve(
        session, rfq, wanted, under(problem, wanted), jobs=jobs, identity=identity, now=now
    )


def lock_opened_rfq(session: Session, rfq_id: UUID, identity: Identity | None) -> Rfq:
    """The RFQ of which quotes are open to be weighed, locked with its group buy."""
    rfq = lock_rfq(session, rfq_id)
    if identity is not None:
        require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    if rfq.state != RfqState.OPENED:
        raise Conflict("rfq_not_opened", state=str(rfq.state))
    return rfq


def carriers_of(problem: dict[str, Any]) -> list[str]:
    return [quote["carrier"] for quote in problem["quotes"]]


def keep_solve(
    session: Session,
    rfq: Rfq,
    scenario: Scenario,
    problem: dict[str, Any],
    *,
    jobs: JobQueue | None,
    identity: Identity | None,
    now: datetime,
) -> Solve:
    """Keep the problem and enqueue its job, or give its twin back; the RFQ must be locked.

    Without `jobs` no job is enqueued: the caller sees to it.
    """
    solve = _new_solve(rfq, scenario, problem, identity, now)
    if (twin := _twin(session, solve)) is not None:
        return twin
    session.add(solve)
    session.flush()
    record(
        session,
        solve,
        "request",
        by=identity,
        now=now,
        to_state=str(solve.state),
        scenario=solve.scenario,
        parameters=solve.parameters,
    )
    if jobs is not None:
        jobs.defer(session, JOB, lock=solves_lock(rfq.id), solve_id=str(solve.id))
    log.info("solve_requested", extra={"solve_id": solve.id, "rfq_id": rfq.id})
    return solve


def solves_lock(rfq_id: UUID) -> str:
    """Of the jobs that compute for this RFQ: each begins from what the one before has found."""
    return f"solves:{rfq_id}"


def _twin(session: Session, solve: Solve) -> Solve | None:
    """A solve of the same problem that waits or has its final answer (a failure is none)."""
    final = sa.or_(
        Solve.state.in_((SolveState.REQUESTED, SolveState.INFEASIBLE)),
        Solve.result["status"].astext == "optimal",
    )
    query = sa.select(Solve).where(
        Solve.rfq_id == solve.rfq_id,
        Solve.scenario == solve.scenario,
        Solve.parameters == solve.parameters,
        Solve.problem_sha256 == solve.problem_sha256,
        final,
    )
    return session.scalars(query.order_by(Solve.requested_at.desc()).limit(1)).one_or_none()


def _new_solve(
    rfq: Rfq, scenario: Scenario, problem: dict[str, Any], identity: Identity | None, now: datetime
) -> Solve:
    return Solve(
        id=uuid4(),
        rfq_id=rfq.id,
        group_buy_id=rfq.group_buy_id,
        scenario=str(scenario.name),
        parameters=scenario.parameters,
        state=SolveState.REQUESTED,
        problem=problem,
        problem_sha256=fingerprint(problem),
        requested_at=now,
        requested_by=identity.user_id if identity else None,
    )
