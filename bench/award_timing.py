"""What the award engine does on one problem: processor seconds to each gap, memory, the answer."""

from __future__ import annotations

import math
import resource
import time
from dataclasses import asdict, dataclass

from bench.award_families import family
from pricing.award.incumbent import Incumbent
from pricing.award.outcome import Outcome
from pricing.award.problem import Problem
from pricing.award.result import gap_bps
from pricing.award.rules import breaches, settle
from pricing.award.solver import decide

GAPS_BPS = (100.0, 10.0, 5.0, 1.0, 0.1)


@dataclass(frozen=True)
class Timing:
    """All seconds are of the processor; `solve` leaves out ties and certificate, `total` does not.

    `reached` holds the seconds to each gap of GAPS_BPS that was ever reached, and to a proof (0).
    """

    family: str
    seed: int
    status: str
    objective_minor: int | None
    bound_minor: int
    gap_bps: float | None
    solve: float
    total: float
    reached: dict[str, float]
    nodes: int
    peak_mb: float

    def document(self) -> dict[str, object]:
        """As plain values, for a pipe."""
        return asdict(self)


def time_engine(
    name: str, seed: int, *, scale: float = 1.0, limit: float = math.inf, gap: float = 0.0
) -> Timing:
    """Build the problem, let the engine decide it within `limit` seconds, check its answer."""
    problem = family(name, seed, scale)
    watch = Stopwatch()
    deadline = time.monotonic() + limit
    outcome = decide(problem, deadline=deadline, gap_bps=gap, report=watch.look)
    total = watch.seconds()
    phases: dict[str, float] = getattr(outcome, "seconds", {})
    objective = checked_total(problem, outcome)
    return Timing(
        family=name,
        seed=seed,
        status=outcome.status,
        objective_minor=objective,
        bound_minor=outcome.bound,
        gap_bps=None if objective is None else gap_bps(objective, outcome.bound),
        solve=phases.get("solve", total),
        total=total,
        reached=watch.reached,
        nodes=getattr(outcome, "nodes", watch.nodes),
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


class Stopwatch:
    """Notes when each gap was first reached, in processor seconds since its making."""

    def __init__(self) -> None:
        self.started = cpu_seconds()
        self.reached: dict[str, float] = {}
        self.nodes = 0

    def seconds(self) -> float:
        return cpu_seconds() - self.started

    def look(self, best: Incumbent) -> None:
        self.nodes = best.nodes
        if best.objective is None:
            return
        gap = gap_bps(best.objective, best.bound)
        for wanted in (*GAPS_BPS, 0.0):
            if gap <= wanted:
                self.reached.setdefault(f"{wanted:g}", self.seconds())


def cpu_seconds() -> float:
    """Processor time of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def checked_total(problem: Problem, outcome: Outcome) -> int | None:
    """What the award costs in fen, computed anew; refuses one that breaks a rule."""
    if outcome.carriers is None:
        return None
    settlement = settle(problem, outcome.carriers)
    faults = breaches(settlement)
    if faults or outcome.bound > settlement.objective:
        raise AssertionError(f"a wrong answer: {faults[:3]}, bound {outcome.bound}")
    return settlement.objective
