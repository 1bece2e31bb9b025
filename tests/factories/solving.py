"""The award solver in this process: for many small problems its child process costs too much."""

from __future__ import annotations

import time
from typing import Any

from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from pricing.award.solver import decide


def solve_here(problem: dict[str, Any], *, time_limit: float) -> dict[str, Any]:
    """The solver without its child process: the problems are small and there are many."""
    started = time.monotonic()
    known = parse_problem(problem)
    outcome = decide(known, deadline=started + time_limit)
    return result_document(known, outcome, time.monotonic() - started)
