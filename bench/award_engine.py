"""Our engine on one problem, in this process."""

from __future__ import annotations

import math
import resource
import time

from bench.award_timing import Marks, Timing, checked_total
from pricing.award.cores import usable_cores
from pricing.award.incumbent import Incumbent
from pricing.award.problem import Problem
from pricing.award.solver import decide


def time_engine(
    problem: Problem, *, limit: float = math.inf, gap: float = 0.0, cores: int | None = None
) -> Timing:
    """Let the engine decide it within `limit` seconds or `gap` basis points, on all cores unless
    so many are given."""
    marks, started, nodes = Marks(), _cpu_seconds(), 0

    def look(best: Incumbent) -> None:
        nonlocal nodes
        nodes = best.nodes
        if best.objective is not None:
            marks.note(best.objective, best.bound, _cpu_seconds() - started)

    deadline = time.monotonic() + limit
    outcome = decide(
        problem, deadline=deadline, gap_bps=gap, report=look, cores=cores or usable_cores()
    )
    total = _cpu_seconds() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    phases: dict[str, float] = getattr(outcome, "seconds", {})
    carriers = outcome.carriers
    return Timing(
        status=outcome.status,
        objective_minor=None if carriers is None else checked_total(problem, carriers),
        bound_minor=outcome.bound,
        solve=phases.get("solve", total),
        total=total,
        reached=marks.reached,
        nodes=getattr(outcome, "nodes", nodes),
        peak_mb=peak,
    )


def _cpu_seconds() -> float:
    """Processor time of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
