"""A case of the whole search: the awards won by some carriers only, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field

from pricing.award.proof.exact import Ints
from pricing.award.proof.situation import Shadow
from pricing.award.search.leaves import Search
from pricing.award.search.pool import Pool

ENOUGH = 100_000
"a part of a total that is small enough not to matter to multipliers"


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

    @property
    def sure_enough(self) -> bool:
        """Whether the parts' bounds are near what they can come to at these multipliers."""
        if not self.shadow.demands or any(one.best is None for one in self.parts):
            return False
        unsure = sum(max(0, (one.best or 0) - one.certain) for one in self.parts)
        return unsure * ENOUGH <= abs(self.lower)
