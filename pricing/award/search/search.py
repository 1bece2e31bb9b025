"""The search for the cheapest award of one market: first awards, then one way to prove the best."""

from __future__ import annotations

import time
from collections.abc import Callable

from pricing.award.proof.combinations import TooMany
from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Combination
from pricing.award.proof.wholes import list_wholes
from pricing.award.search.assess import Assessed, assess, credited
from pricing.award.search.branch import Budget, Unproven
from pricing.award.search.combination_search import CombinationSearch
from pricing.award.search.patterns import Choice, nothing_whole
from pricing.award.search.range_tree import RangeTree, few_lines, ranges_first
from pricing.award.search.relax import Relaxation, Relaxed
from pricing.award.search.rounding import rounded
from pricing.award.search.starts import start_awards
from pricing.award.search.waiting import NONE

MAX_NODES = 20_000
FIRST_BOUNDED = 2
"of the combinations of first awards, the cheapest so many are bounded before any are listed"


class Search:
    """The cheapest award of one market, with its proof, step by step.

    Everything is in parts of a fen. `limit` is more than any award of the problem costs; `whole`
    says that totals are whole fen, so that a bound less than a fen below the best proves it.
    """

    def __init__(
        self,
        market: Market,
        *,
        deadline: float,
        told: Callable[[Ints], None],
        counted: Callable[[], None],
        limit: int,
        whole: bool = True,
        kept: Callable[[Assessed, Ints], None] = lambda _, __: None,
        nodes: int = MAX_NODES,
    ) -> None:
        self.market, self.limit = market, limit
        self.relaxation = Relaxation(market, list_wholes(market))
        self.deadline = deadline
        self.told, self.counted, self.kept, self.nodes = told, counted, kept, nodes
        self.step_down = market.scale - 1 if whole else 0
        self.best: int | None = None
        self.columns: Ints | None = None
        self.way: CombinationSearch | RangeTree | None = None
        "how the best is proven, once that has begun"
        self.proven = self.stuck = False
        self.lower = -NONE if market.credits else 0

    @property
    def target(self) -> int:
        """What a bound must reach to close a case."""
        if self.best is None:
            return self.limit
        return self.best - self.step_down

    @property
    def begun(self) -> bool:
        """Whether there is a bound and a proof of it."""
        return self.way is not None

    @property
    def certain(self) -> int:
        """What every award costs at the least; the best award's total once that is proven."""
        return self.lower if self.best is None or not self.proven else self.best

    def offer(self, columns: Ints, *, tell: bool = True) -> Assessed | None:
        """What the choices come to, None if they are no award; kept if they are the best one."""
        known = assess(self.market, columns)
        if known is None:
            return None
        self.kept(known, columns)
        total = known.total - credited(self.market, columns)
        if self.best is None or total < self.best:
            self.best, self.columns = total, columns.copy()
            if tell:
                self.told(self.columns)
        return known

    def begin(self) -> None:
        """First awards, first bounds, and what they leave open."""
        first = self._try_first()
        if self.columns is not None:
            self.told(self.columns)
        if self._late():
            return
        self.way = self._combinations(first) or self._ranges()
        self._settle()

    def _try_first(self) -> list[Combination]:
        """The combinations of the cheapest first awards."""
        tried: list[tuple[int, Combination]] = []
        for tiers, columns in start_awards(self.market):
            known = self.offer(columns, tell=False)
            tried.append((NONE if known is None else known.total, known.tiers if known else tiers))
            self.relaxation.remember(Choice(columns, nothing_whole(self.market)))
            if self._late():
                break
        return [tiers for _, tiers in sorted(set(tried))[:FIRST_BOUNDED]]

    def _combinations(self, first: list[Combination]) -> CombinationSearch | None:
        """None where combinations are too many to list, or ranges of tiers promise more."""
        if ranges_first(self.market):
            return None
        way = CombinationSearch(self.relaxation, self._budget())
        try:
            way.begin(first)
        except TooMany:
            return None
        return way

    def _ranges(self) -> RangeTree | None:
        """None, and nothing more to be learnt, where there are too many lines for ranges."""
        if few_lines(self.market):
            return RangeTree(self.relaxation, self._budget())
        self.stuck = True
        return None

    def begin_with_floor(self) -> None:
        """A bound only: what the best tiers would cost if they could all be had."""
        self.way = way = CombinationSearch(self.relaxation, self._budget())
        self.lower = max(self.lower, way.begin_with_floor())
        self.stuck = True

    @property
    def costly(self) -> bool:
        """Whether the next step looks deeper into a combination, which may take long."""
        return self.way is not None and not self.proven and self.way.costly

    def step(self) -> None:
        """Looks at what is the most promising; sets `lower`."""
        if self.proven or self.stuck or self._late():
            return
        assert self.way is not None
        try:
            self.way.step()
        except Unproven:
            self.stuck = True
        self._settle()

    def _settle(self) -> None:
        if self.way is None:
            return
        lowest = self.way.lowest
        value = self.target if lowest is None else lowest
        self.lower = max(self.lower, min(value, self.target))
        self.proven = value >= self.target

    def _late(self) -> bool:
        return time.monotonic() >= self.deadline

    def _suggest(self, relaxed: Relaxed) -> None:
        for columns in rounded(self.market, relaxed):
            self.offer(columns)

    def _budget(self) -> Budget:
        return Budget(
            deadline=self.deadline,
            nodes=self.nodes,
            target=lambda: self.target,
            offer=self._suggest,
            decided=self.offer,
            counted=self.counted,
        )
