"""The award solver in this process: for many small problems its child process costs too much."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from pricing.award import Certified, Problem, Undecided
from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from pricing.award.rules import Carriers
from pricing.award.solver import decide


def solve_here(
    problem: dict[str, Any] | Problem,
    *,
    time_limit: float,
    guesses: Iterable[Carriers] = (),
    **_watched: Any,
) -> Certified:
    """The solver without its child process: the problems are small and there are many."""
    started = time.monotonic()
    known = problem if isinstance(problem, Problem) else parse_problem(problem)
    outcome = decide(known, deadline=started + time_limit, guesses=guesses)
    if outcome.status == "undecided":
        raise Undecided
    result = result_document(known, outcome, time.monotonic() - started)
    return Certified(result, outcome.certificate)
