"""A case of the whole search: the awards won by some carriers only, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field

from pricing.award.proof.exact import Ints
from pricing.award.proof.situation import Shadow
from pricing.award.search.leaves import Search
from pricing.award.search.pool import Pool

ENOUGH, PART_OF_GAP = 1e-5, 4
"the part of a total that does not matter to multipliers; of the gap asked for"


@dataclass
class Case:
    """The awards won by these carriers only, part by part; all awards where winners are None."""

    winners: frozenset[int] | None
    floor: int
    shadow: Shadow = field(default_factory=Shadow)
    worth: int = 0
    lots: tuple[tuple[int, ...], ...] = ()
    parts: list[Search] = field(default_factory=list)
    rows: list[Ints] = field(default_factory=list)
    "by part, its rows of the whole"
    steps: int = 0
    combined: int | None = None
    "what the parts' best awards came to when they were last tried together"
    pool: Pool | None = None
    "the awards that its parts came to, where demands reach across"

    @property
    def lower(self) -> int:
        """What its awards cost at the least, in parts of a fen."""
        if not self.parts:
            return self.floor
        return self.worth + sum(one.certain for one in self.parts)

    def sure_enough(self, gap_bps: float) -> bool:
        """Whether the parts' bounds are near what they can come to at these multipliers.

        `gap_bps` is the gap that is asked for in the end, a part of which may be left here.
        """
        if self.pool is None or any(one.best is None for one in self.parts):
            return False
        if not self.shadow.demands and not gap_bps:
            return False
        unsure = sum(max(0, (one.best or 0) - one.certain) for one in self.parts)
        return unsure <= abs(self.lower) * max(ENOUGH, gap_bps / 10_000 / PART_OF_GAP)
