"""What a search ends with, as it crosses from the solving process to its parent."""

from dataclasses import dataclass, field
from typing import Any

from pricing.award.rules import Carriers


@dataclass(frozen=True)
class Outcome:
    """Optimal, feasible, infeasible, or undecided when time ran out before any award was found."""

    status: str
    carriers: Carriers | None = None
    bound: int = 0
    conflicts: tuple[str, ...] = ()
    conflicts_minimal: bool = True
    certificate: dict[str, Any] | None = field(default=None, compare=False)
    "the proof of `bound` as an award-certificate/1 document"
    seconds: dict[str, float] = field(default_factory=dict, compare=False)
    "CPU seconds of the phases: solve, certificate, ties"
