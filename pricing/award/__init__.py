"""Which carrier wins which line: solve a problem exactly, verify a result without a solver."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pricing.award.child import (
    Cancelled,
    GaveUp,
    Progress,
    SolverFailed,
    Undecided,
    Watch,
    Wish,
    solve_in_child,
)
from pricing.award.outcome import Outcome
from pricing.award.problem import Problem
from pricing.award.problem_file import parse_problem
from pricing.award.proof.certificate_file import parse_certificate
from pricing.award.request import Request
from pricing.award.result import result_document
from pricing.award.result_file import parse_result
from pricing.award.rules import Carriers
from pricing.award.verify import find_errors, find_unproven
from pricing.files import Refused

__all__ = [
    "Cancelled",
    "Certified",
    "GaveUp",
    "Problem",
    "Progress",
    "SolverFailed",
    "Undecided",
    "solve",
    "solve_certified",
    "verify",
]


@dataclass(frozen=True)
class Certified:
    """An award-result/1 with the proof of its bound, None where there is none of its own."""

    result: dict[str, Any]
    certificate: dict[str, Any] | None = None


def solve(
    problem: dict[str, Any] | Problem,
    *,
    time_limit: float | None = None,
    gap_bps: float = 0,
    cores: int | None = None,
    progress: Watch | None = None,
) -> dict[str, Any]:
    """The award-result/1 document, solved in a child process killed soon after `time_limit`.

    Raises Refused on a faulty problem, SolverFailed when the child broke down, Undecided when no
    award was found; that is GaveUp where time was left.
    """
    return solve_certified(
        problem, time_limit=time_limit, gap_bps=gap_bps, cores=cores, progress=progress
    ).result


def solve_certified(
    problem: dict[str, Any] | Problem,
    *,
    time_limit: float | None = None,
    gap_bps: float = 0,
    cores: int | None = None,
    progress: Watch | None = None,
    cancelled: Wish | None = None,
    guesses: Iterable[Carriers] = (),
    bound: int = 0,
) -> Certified:
    """The same with its certificate, begun from what is known already.

    `guesses`: awards to start from, each checked. `bound` (fen): no award is cheaper, as is proven
    elsewhere; where the result rests on it there is no certificate. `cancelled` is asked every
    half second; True kills the child. `cores`: all that there are unless given; none of them
    changes the result. Raises Cancelled besides what `solve` raises.
    """
    started = time.monotonic()
    known = problem if isinstance(problem, Problem) else parse_problem(problem)
    request = Request(known, time_limit, gap_bps, tuple(guesses), cores)
    outcome = solve_in_child(request, bound=bound, progress=progress, cancelled=cancelled)
    if outcome.status == "undecided":
        raise _undecided(outcome)
    result = result_document(known, outcome, time.monotonic() - started)
    return Certified(result, outcome.certificate)


def _undecided(outcome: Outcome) -> Undecided:
    if outcome.stopped == "time_limit":
        return Undecided("the time limit passed before any award was found")
    if outcome.stopped == "too_wide":
        return GaveUp("the amounts are too large to search, and no award was found")
    return GaveUp("the search gave up before any award was found")


def verify(
    problem: dict[str, Any] | Problem,
    result: dict[str, Any],
    certificate: dict[str, Any] | None = None,
) -> list[str]:
    """Each thing that is wrong with the result, none when it is right; no solver is used.

    With a certificate its proof of the bound is checked too. Raises Refused on a faulty problem.
    """
    known = problem if isinstance(problem, Problem) else parse_problem(problem)
    try:
        read = parse_result(result)
        proof = None if certificate is None else parse_certificate(certificate)
    except Refused as refused:
        return [f"{path}: {message}" for path, message in refused.faults]
    errors = find_errors(known, read)
    return errors if proof is None or errors else find_unproven(known, read, proof)
