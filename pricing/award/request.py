"""What the solving process is asked."""

from dataclasses import dataclass

from pricing.award.problem import Problem


@dataclass(frozen=True)
class Request:
    """`seconds` is None when there is no limit."""

    problem: Problem
    seconds: float | None
    gap_bps: float
