"""Whether a carrier's awarded prices hold after the members have answered (shortfall, 缺口)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from marketplace.domain.lives import AcceptanceState

C = TypeVar("C", bound=Hashable)
STAYS = frozenset({AcceptanceState.ACCEPTED, AcceptanceState.CHOSEN})
"Answers by which a line stays with the carrier it was agreed with"
WHOLE_BPS = 10_000


@dataclass(frozen=True)
class Answer(Generic[C]):
    """One award line: who was awarded it, with whom it stays (None: with nobody)."""

    mbps: int
    awarded_to: C | None
    stays_with: C | None
    placed: bool = False
    "came from the waiting list: it was never awarded, and counts as accepted"


@dataclass(frozen=True)
class Firmness:
    """A carrier's awarded and accepted bandwidth, and down to which part its prices hold."""

    awarded_mbps: int
    accepted_mbps: int
    firm_down_to_bps: int

    @property
    def holds(self) -> bool:
        return self.accepted_mbps * WHOLE_BPS >= self.firm_down_to_bps * self.awarded_mbps

    @property
    def needed_mbps(self) -> int:
        """The least accepted bandwidth at which the prices hold."""
        return -(-self.firm_down_to_bps * self.awarded_mbps // WHOLE_BPS)

    @property
    def missing_mbps(self) -> int:
        return max(0, self.needed_mbps - self.accepted_mbps)


def firmness(answers: Iterable[Answer[C]], firm_down_to_bps: dict[C, int]) -> dict[C, Firmness]:
    """By carrier that was awarded or keeps a line.

    A line that the carrier denies later keeps its member's answer, so it counts as accepted.
    """
    awarded: dict[C, int] = defaultdict(int)
    accepted: dict[C, int] = defaultdict(int)
    for answer in answers:
        if answer.awarded_to is not None and not answer.placed:
            awarded[answer.awarded_to] += answer.mbps
        if answer.stays_with is not None:
            accepted[answer.stays_with] += answer.mbps
    return {
        carrier: Firmness(awarded[carrier], accepted[carrier], firm_down_to_bps.get(carrier, 0))
        for carrier in {*awarded, *accepted}
    }
