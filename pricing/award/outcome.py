"""What a search ends with, as it crosses from the solving process to its parent."""

from dataclasses import dataclass, field
from typing import Any

from pricing.award.rules import Carriers

STOPS = ("time_limit", "gap", "ties", "gave_up", "too_wide")
"""The limit passed; the gap asked for was reached; equal totals were not told apart; too much was
left to split; amounts too large for the proof's whole numbers."""


@dataclass(frozen=True)
class Outcome:
    """Optimal, feasible, infeasible, or undecided when the search ended without any award."""

    status: str
    carriers: Carriers | None = None
    bound: int = 0
    conflicts: tuple[str, ...] = ()
    conflicts_minimal: bool = True
    stopped: str | None = field(default=None, compare=False)
    "why a feasible or undecided one ended without a proof: one of STOPS"
    certificate: dict[str, Any] | None = field(default=None, compare=False)
    "the proof of `bound` as an award-certificate/1 document"
    seconds: dict[str, float] = field(default_factory=dict, compare=False)
    "CPU seconds of the phases: solve, certificate, ties"
