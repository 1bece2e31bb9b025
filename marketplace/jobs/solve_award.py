"""Job: solve an award outside any transaction and keep what was found; safe to run again."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.jobs.told_progress import ToldProgress
from marketplace.runtime import Runtime
from marketplace.services.keep_certificate import store_certificate
from marketplace.services.record_solution import find_problem, record_failure, record_solution
from pricing.award import Cancelled, Certified, SolverFailed, Undecided, verify
from pricing.files import Refused

log = logging.getLogger(__name__)


class SolutionRefused(Exception):
    """The result does not verify against its problem."""


FAILURES: dict[type[Exception], str] = {
    Undecided: "solve_undecided",
    SolverFailed: "solver_failed",
    Refused: "problem_refused",
    SolutionRefused: "solution_refused",
}


def solve_award(runtime: Runtime, *, solve_id: str) -> None:
    """Solve the kept problem within the hard time limit; nothing when it has ended before."""
    wanted = UUID(solve_id)
    with runtime.database.single_statements() as session:
        problem = find_problem(session, wanted)
    if problem is None:
        return
    try:
        found = _verified(runtime, wanted, problem)
    except Cancelled:
        return
    except (Undecided, SolverFailed, Refused, SolutionRefused) as error:
        failure = FAILURES[type(error)]
        with runtime.database.unit_of_work() as session:
            record_failure(session, solve_id=wanted, failure=failure, now=now_of(session))
        return
    stored = store_certificate(found.certificate, storage=runtime.storage)
    with runtime.database.unit_of_work() as session:
        record_solution(
            session,
            solve_id=wanted,
            result=found.result,
            certificate=stored,
            now=now_of(session),
        )


def _verified(runtime: Runtime, solve_id: UUID, problem: dict[str, Any]) -> Certified:
    """What the solver found, recomputed without it; raises what FAILURES names, and Cancelled."""
    told = ToldProgress(runtime, solve_id)
    found = runtime.solver(
        problem,
        time_limit=runtime.config.solve_seconds,
        progress=told.tell,
        cancelled=told.cancelled,
    )
    if findings := verify(problem, found.result):
        log.error("solution_refused", extra={"solve_id": solve_id, "findings": findings[:20]})
        raise SolutionRefused
    return found
