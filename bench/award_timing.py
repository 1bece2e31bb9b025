"""What a solver did on one problem: processor seconds to each gap, memory, the answer checked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pricing.award.problem import Problem
from pricing.award.result import gap_bps
from pricing.award.rules import breaches, settle

GAPS_BPS = (100.0, 10.0, 5.0, 1.0, 0.1)
OPTIMAL = "optimal"


@dataclass(frozen=True)
class Timing:
    """All seconds are of the processor; `solve` leaves out ties and certificate, `total` does not.

    `reached` holds the seconds to each gap of GAPS_BPS that was ever reached, by its name.
    """

    status: str
    objective_minor: int | None
    bound_minor: int
    solve: float
    total: float
    reached: dict[str, float]
    nodes: int
    peak_mb: float

    @property
    def gap_bps(self) -> float:
        """How far the bound lies below the award; infinite without an award."""
        objective = self.objective_minor
        return math.inf if objective is None else gap_bps(objective, self.bound_minor)

    def seconds_to(self, gap: float | None) -> float:
        """Until the gap was reached, or the proof of the optimum (None); infinite if never."""
        if gap is not None:
            return self.reached.get(f"{gap:g}", self.seconds_to(None))
        return math.inf if self.gap_bps else self.solve

    def document(self) -> dict[str, object]:
        """As plain values, for a pipe."""
        return asdict(self)


class Marks:
    """When each gap was first reached."""

    def __init__(self) -> None:
        self.reached: dict[str, float] = {}

    def note(self, objective: float, bound: float, seconds: float) -> None:
        """The best award and the bound after so many seconds, both in fen."""
        gap = (objective - bound) / objective * 10_000 if objective > bound else 0
        for wanted in GAPS_BPS:
            if gap <= wanted:
                self.reached.setdefault(f"{wanted:g}", seconds)


def checked_total(problem: Problem, carriers: Sequence[str | None]) -> int:
    """What the award costs in fen, computed anew; refuses one that breaks a rule."""
    settlement = settle(problem, carriers)
    faults = breaches(settlement)
    if faults:
        raise AssertionError(f"a wrong award: {faults[:3]}")
    return settlement.objective
