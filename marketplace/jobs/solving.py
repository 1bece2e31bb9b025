"""The computations of one RFQ, one after the other, each from what is known by then."""

from __future__ import annotations

import logging
from functools import partial
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.jobs.told_progress import ToldProgress
from marketplace.runtime import Runtime
from marketplace.services.find_known_awards import find_known_awards
from marketplace.services.keep_certificate import store_certificate
from marketplace.services.record_solution import find_problem, record_failure, record_solution
from pricing.award import Cancelled, GaveUp, Problem, SolverFailed, Undecided, verify
from pricing.award.price_count import TooManyPrices
from pricing.award.problem_file import parse_problem
from pricing.award.sharing import Known, Shared, known_of, solve_sharing
from pricing.files import Refused

log = logging.getLogger(__name__)


class SolutionRefused(Exception):
    """The result does not verify against its problem."""


FAILURES: dict[type[Exception], str] = {
    GaveUp: "solve_gave_up",
    Undecided: "solve_undecided",
    SolverFailed: "solver_failed",
    TooManyPrices: "problem_too_large",
    Refused: "problem_refused",
    SolutionRefused: "solution_refused",
}


class Solving:
    """What the computations of this RFQ have shown so far."""

    def __init__(self, runtime: Runtime, rfq_id: UUID) -> None:
        self.runtime = runtime
        with runtime.database.single_statements() as session:
            self.known: list[Known] = find_known_awards(session, rfq_id)

    def solve(self, solve_id: UUID) -> None:
        """Solve the kept problem outside any transaction and keep what was found.

        Within the hard time limit; nothing when it has ended before, or ends meanwhile.
        """
        with self.runtime.database.single_statements() as session:
            document = find_problem(session, solve_id)
        if document is None:
            return
        try:
            problem = parse_problem(document)
            found = self._verified(solve_id, problem)
        except Cancelled:
            return
        except (Undecided, SolverFailed, Refused, SolutionRefused) as error:
            failure = next(code for kind, code in FAILURES.items() if isinstance(error, kind))
            with self.runtime.database.unit_of_work() as session:
                record_failure(session, solve_id=solve_id, failure=failure, now=now_of(session))
            return
        self._keep(solve_id, problem, found)

    def _verified(self, solve_id: UUID, problem: Problem) -> Shared:
        """What was found, recomputed without a solver; raises Cancelled and what FAILURES names."""
        told = ToldProgress(self.runtime, solve_id)
        solver = partial(
            self.runtime.solver,
            time_limit=self.runtime.config.solve_seconds,
            progress=told.tell,
            cancelled=told.cancelled,
        )
        found = solve_sharing(problem, self.known, solver)
        findings = verify(problem, found.result, found.certificate)
        if found.result["status"] == "optimal" and not _has_proof(found):
            findings.append("/status: an optimal award must come with its proof")
        if findings:
            log.error("solution_refused", extra={"solve_id": solve_id, "findings": findings[:20]})
            raise SolutionRefused
        return found

    def _keep(self, solve_id: UUID, problem: Problem, found: Shared) -> None:
        stored = store_certificate(found.certificate, storage=self.runtime.storage)
        proof_of = None if found.proof_of is None else found.proof_of.key
        with self.runtime.database.unit_of_work() as session:
            kept = record_solution(
                session,
                solve_id=solve_id,
                result=found.result,
                certificate=stored,
                proof_of=proof_of,
                now=now_of(session),
            )
        known = known_of(problem, found.result, proof_of or solve_id, proven=_has_proof(found))
        if kept is not None and known is not None:
            self.known.append(known)


def _has_proof(found: Shared) -> bool:
    """Whether its own certificate, or that of another computation, proves its bound."""
    return found.certificate is not None or found.proof_of is not None
