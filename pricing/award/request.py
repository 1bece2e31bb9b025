"""What the solving process is asked."""

from dataclasses import dataclass

from pricing.award.problem import Problem
from pricing.award.rules import Carriers


@dataclass(frozen=True)
class Request:
    """`seconds` is None when there is no limit; `guesses` are assignments to start from.

    `cores` is None for all that the solving process may use.
    """

    problem: Problem
    seconds: float | None = None
    gap_bps: float = 0
    guesses: tuple[Carriers, ...] = ()
    cores: int | None = None
