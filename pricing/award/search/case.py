"""A case of the whole search: the awards won by some carriers only, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, chain, combinations
from math import comb

import numpy as np

from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.parts import Parts
from pricing.award.proof.situation import Shadow
from pricing.award.search.pool import Pool
from pricing.award.search.search import Search

MAX_CASES = 5_000
FEW_LINES = 40
"up to which parts joined by demands are looked at together"
TOGETHER = 8
"so many parts at most are at work in a round, on however many cores"
ALMOST = 2
"times less unsure than the least sure part may be what is looked at in the same round"
ENOUGH, PART_OF_GAP = 1e-5, 4
"the part of a total that does not matter to multipliers; of the gap asked for"


@dataclass
class Case:
    """The awards won by these carriers only, part by part; all awards where winners are None."""

    winners: frozenset[int] | None
    floor: int
    shadow: Shadow = field(default_factory=Shadow)
    worth: int = 0
    parts: list[Search] = field(default_factory=list)
    rows: list[Ints] = field(default_factory=list)
    "by part, its rows of the whole"
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

    def least_sure(self) -> list[Search]:
        """The parts to look at next: what is quick first, then what is least sure.

        It depends on what is known of them only, never on how many can be looked at together.
        """
        busy = [one for one in self.parts if not one.proven and not one.stuck]
        now = [one for one in busy if not one.costly] or busy
        unsure = [(one.best or NEVER) - one.lower for one in now]
        ranked = sorted(range(len(now)), key=lambda at: -unsure[at])
        return [now[at] for at in ranked if unsure[at] * ALMOST >= max(unsure)][:TOGETHER]

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


def cases_of(market: Market, parts: Parts, crossing: tuple[int, ...]) -> list[Case]:
    """Cases that together hold every award, those first that could cost least."""
    if len(parts) == 1 or (crossing and market.size <= FEW_LINES):
        return [Case(None, -NEVER)]
    conditional = any(market.demands[at].winners_only for at in crossing)
    sizes = range(market.least_winners, market.most_winners + 1)
    sets = _winner_sets(market.carriers, sizes if conditional else sizes[-1:])
    cases = [Case(winners, _floor(market, winners)) for winners in sets]
    return sorted(cases, key=lambda case: case.floor)


def _winner_sets(carriers: int, sizes: range) -> list[frozenset[int]]:
    """The sets of these sizes; a single one of all carriers where there are too many, told before
    they are listed."""
    most = accumulate(comb(carriers, size) for size in sizes)
    if any(count > MAX_CASES for count in most):
        return [frozenset(range(carriers))]
    found = (combinations(range(carriers), size) for size in sizes)
    return [frozenset(winners) for winners in chain.from_iterable(found)]


def _floor(market: Market, winners: frozenset[int]) -> int:
    """What these winners' best tiers with all their bundles would cost if all could be had."""
    least = market.outside.copy()
    for scope in market.scopes:
        if scope.carrier in winners:
            own = (one for one in market.earnings if one.carrier == scope.carrier)
            more = sum(one.discount_bps for one in own)
            prices = scope.prices_at(len(scope.tiers) - 1, more)
            least[scope.lines] = np.minimum(least[scope.lines], prices)
    return NEVER if (least >= NEVER).any() else int(least.sum())
