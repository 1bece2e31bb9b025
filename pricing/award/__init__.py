"""Which carrier wins which line: solve a problem exactly, verify a result without a solver."""

import time
from typing import Any

from pricing.award.child import Progress, SolverFailed, Undecided, Watch, solve_in_child
from pricing.award.problem import Problem
from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from pricing.award.result_file import parse_result
from pricing.award.verify import find_errors
from pricing.files import Refused

__all__ = ["Problem", "Progress", "SolverFailed", "Undecided", "solve", "verify"]


def solve(
    problem: dict[str, Any] | Problem,
    *,
    time_limit: float | None = None,
    gap_bps: float = 0,
    progress: Watch | None = None,
) -> dict[str, Any]:
    """The award-result/1 document, solved in a child process killed soon after `time_limit`.

    Raises Refused on a faulty problem, Undecided when the limit passed before any award was
    found, SolverFailed when the child broke down.
    """
    started = time.monotonic()
    known = problem if isinstance(problem, Problem) else parse_problem(problem)
    outcome = solve_in_child(known, time_limit, gap_bps, progress)
    if outcome.status == "undecided":
        raise Undecided("the time limit passed before any award was found")
    return result_document(known, outcome, time.monotonic() - started)


def verify(problem: dict[str, Any] | Problem, result: dict[str, Any]) -> list[str]:
    """Each thing that is wrong with the result, none when it is right; no solver is used.

    Raises Refused on a faulty problem.
    """
    known = problem if isinstance(problem, Problem) else parse_problem(problem)
    try:
        read = parse_result(result)
    except Refused as refused:
        return [f"{path}: {message}" for path, message in refused.faults]
    return find_errors(known, read)
