"""The whole search: winners told apart where parts stand alone, parts bounded one by one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from pricing.award.proof.exact import NEVER, Ints, exact_sum
from pricing.award.proof.market import Market
from pricing.award.proof.parts import across, crossing, part, parts_of
from pricing.award.proof.situation import Shadow
from pricing.award.search.assess import Assessed, assess
from pricing.award.search.joint import joint_bound
from pricing.award.search.leaves import MAX_NODES, Search
from pricing.award.search.pool import Pool

MAX_CASES = 5_000
MAX_PRICINGS = 12
HOPELESS = 105, 100
"of the bound of a case, from where on tiers are taken to be out of reach together"
FEW_NODES = 60
"for a combination of a part while multipliers are still looked for"
ENOUGH = 100_000
"a part of a total that is small enough not to matter to multipliers"
MANY_PARTS, COMBINED_EVERY = 10, 5
FEW_LINES = 40
"up to which parts joined by demands are looked at together"


@dataclass
class Case:
    """The awards won by these carriers only, part by part."""

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


class Engine:
    """Looks for the cheapest award of a market until it is proven, or time is up."""

    def __init__(
        self,
        market: Market,
        *,
        deadline: float,
        gap_bps: float,
        told: Callable[[Ints], None],
        learnt: Callable[[int], None],
        counted: Callable[[], None],
    ) -> None:
        self.market, self.deadline, self.gap_bps = market, deadline, gap_bps
        self.told, self.learnt, self.counted = told, learnt, counted
        self.best: int | None = None
        self.columns: Ints | None = None
        self.parts = parts_of(market)
        self.crossing = crossing(market, self.parts)
        self.cases = self._cases()

    def run(self) -> None:
        """Works through the cases; through the whole at once where parts alone prove too little."""
        self._run_cases()
        if self.crossing and not self.proven and not self._near() and not self._late():
            kept = self.cases
            self.cases = [Case(None, -NEVER)]
            self._run_cases()
            if self.cases[0].lower < min(case.lower for case in kept):
                self.cases = kept

    def _run_cases(self) -> None:
        for case in self.cases:
            if self._late():
                return
            if not self._closed(case):
                self._open(case)
                self._work(case)
            self.learnt(self.lower)
            if self._near():
                return

    def prove_floors(self) -> None:
        """Bounds the cases that were never begun as high as their floors showed them to be."""
        for case in self.cases:
            if not case.parts:
                self._open(case)
            for one in case.parts:
                if one.waiting is None and not one.stuck:
                    one.begin()
            self._steps(case)

    @property
    def lower(self) -> int:
        """What every award costs at the least, in parts of a fen."""
        lowest = min((case.lower for case in self.cases), default=NEVER)
        return lowest if self.best is None else min(lowest, self.best)

    @property
    def proven(self) -> bool:
        return all(self._closed(case) for case in self.cases)

    @property
    def target(self) -> int:
        """What the bound of every case must reach."""
        if self.best is None:
            return exact_sum(self.market.dearest) + self.market.scale
        return self.best - self.market.scale + 1

    def offer(self, columns: Ints) -> None:
        known = assess(self.market, columns)
        if known is not None and (self.best is None or known.total < self.best):
            self.best, self.columns = known.total, columns.copy()
            self.told(self.columns)

    def _cases(self) -> list[Case]:
        market = self.market
        if len(self.parts) == 1 or (self.crossing and market.size <= FEW_LINES):
            return [Case(None, -NEVER)]
        everybody = range(market.carriers)
        conditional = any(market.demands[at].winners_only for at in self.crossing)
        sizes = range(market.least_winners, market.most_winners + 1)
        sets = [
            frozenset(winners)
            for size in (sizes if conditional else sizes[-1:])
            for winners in combinations(everybody, size)
        ]
        if len(sets) > MAX_CASES:
            sets = [frozenset(everybody)]
        cases = [Case(winners, self._floor(winners)) for winners in sets]
        return sorted(cases, key=lambda case: case.floor)

    def _floor(self, winners: frozenset[int]) -> int:
        least = self.market.outside.copy()
        for scope in self.market.scopes:
            if scope.carrier in winners:
                more = sum(
                    one.discount_bps for one in self.market.earnings if one.carrier == scope.carrier
                )
                prices = scope.prices_at(len(scope.tiers) - 1, more)
                least[scope.lines] = np.minimum(least[scope.lines], prices)
        if (least >= NEVER).any():
            return NEVER
        return int(least.sum())

    def _late(self) -> bool:
        return time.monotonic() >= self.deadline

    def _closed(self, case: Case) -> bool:
        return case.lower >= self.target

    def _near(self) -> bool:
        """Whether the best award is known to be within the gap asked for."""
        if self.best is None or self.gap_bps <= 0:
            return False
        return (self.best - self.lower) * 10_000 <= self.gap_bps * self.best

    def _open(self, case: Case) -> None:
        """Begins each part of the case."""
        if case.winners is None:
            case.parts = [self._search(self.market, self.offer, whole=True)]
        else:
            credits, case.worth = across(self.market, case.shadow, case.winners)
            markets = [
                part(self.market, lots, self.crossing, case.winners, credits) for lots in self.parts
            ]
            whole = not case.shadow.demands
            case.parts = [
                self._search(
                    one,
                    lambda _: None,
                    whole=whole,
                    kept=self._keeper(case, at),
                    nodes=MAX_NODES if whole else FEW_NODES,
                )
                for at, one in enumerate(markets)
            ]
            case.rows = [np.flatnonzero(np.isin(self.market.lines, one.lines)) for one in markets]
            case.combined = None
            if self.crossing and case.pool is None:
                demands = {
                    at: self.market.demands[at]
                    for at in self.crossing
                    if self.market.demands[at].carrier in case.winners
                }
                case.pool = Pool(self.market, demands, case.rows)
        for one in case.parts:
            one.begin()
            self._combine(case)
            if self._closed(case) or self._late():
                break

    def _search(
        self,
        market: Market,
        told: Callable[[Ints], None],
        *,
        whole: bool,
        kept: Callable[[Assessed, Ints], None] = lambda _, __: None,
        nodes: int = MAX_NODES,
    ) -> Search:
        return Search(
            market,
            deadline=self.deadline,
            told=told,
            counted=self.counted,
            limit=exact_sum(self.market.dearest) + self.market.scale,
            whole=whole,
            kept=kept,
            nodes=nodes,
        )

    def _keeper(self, case: Case, part: int) -> Callable[[Assessed, Ints], None]:
        def keep(known: Assessed, columns: Ints) -> None:
            if case.pool is not None:
                case.pool.add(part, known, columns)

        return keep

    def _work(self, case: Case) -> None:
        """Steps through the part that is least sure, until the case is closed or stuck."""
        self._steps(case)
        if case.pool is not None:
            self._price(case, case.pool)

    def _steps(self, case: Case) -> None:
        while not self._late() and not self._closed(case) and not self._near():
            for one in case.parts:
                if one.waiting is None and not one.stuck:
                    one.begin()
            busy = [one for one in case.parts if not one.proven and not one.stuck]
            if case.shadow.demands and self._sure_enough(case):
                return
            case.steps += 1
            costly = all(one.costly for one in busy)
            if costly or len(case.parts) < MANY_PARTS or case.steps % COMBINED_EVERY == 0:
                self._combine(case)
            if not busy or self._near():
                return
            least_sure = max(
                busy, key=lambda one: (not one.costly, (one.best or NEVER) - one.lower)
            )
            least_sure.step()
            self.learnt(self.lower)

    def _sure_enough(self, case: Case) -> bool:
        """Whether the parts' bounds are near what they can come to at these multipliers."""
        if any(one.best is None for one in case.parts):
            return False
        unsure = sum(max(0, (one.best or 0) - one.certain) for one in case.parts)
        return unsure * ENOUGH <= abs(case.lower)

    def _combine(self, case: Case) -> None:
        """The parts' best awards as one award of the whole."""
        bests = [one.best for one in case.parts if one.best is not None]
        if case.winners is None or len(bests) < len(self.parts) or sum(bests) == case.combined:
            return
        case.combined = sum(bests)
        if self.best is not None and case.worth + case.combined >= self.best:
            return
        columns = np.full(self.market.size, self.market.carriers, dtype=np.int64)
        for rows, one in zip(case.rows, case.parts, strict=True):
            assert one.columns is not None
            columns[rows] = one.columns
        self.offer(columns)

    def _price(self, case: Case, pool: Pool) -> None:
        """Prices the demands across parts, again and again, while that raises the bound."""
        assert case.winners is not None
        kept = case.lower, case.shadow, case.worth, case.parts
        shadow = self._together(case, pool) or pool.prices()[1]
        for _ in range(MAX_PRICINGS):
            if self._late() or self._closed(case) or self._near():
                return
            if shadow.demands == case.shadow.demands:
                break
            case.shadow = shadow
            self._open(case)
            self._steps(case)
            if case.lower > kept[0]:
                kept = case.lower, case.shadow, case.worth, case.parts
            value, shadow = pool.prices()
            shadow = _between(kept[1], shadow)
            self._together(case, pool)
        _, case.shadow, case.worth, case.parts = kept

    def _together(self, case: Case, pool: Pool) -> Shadow | None:
        """Tries what the parts offer together, and what is near it; the multipliers there.

        None where the tiers tried cannot be reached together.
        """
        assert case.winners is not None
        tiers = pool.together()
        if tiers is None:
            return None
        markets = [one.market for one in case.parts]
        joint = joint_bound(self.market, self.crossing, case.winners, markets, tiers, self.target)
        for award in joint.awards:
            self.offer(award)
            for at, (rows, own) in enumerate(zip(case.rows, markets, strict=True)):
                known = assess(own, award[rows])
                if known is not None:
                    pool.add(at, known, award[rows])
        hopeless = joint.value is None or joint.value * HOPELESS[1] > case.lower * HOPELESS[0]
        return None if hopeless else joint.shadow


def _between(one: Shadow, other: Shadow) -> Shadow:
    """Half way from the multipliers of one to those of the other."""
    places = one.demands.keys() | other.demands.keys()
    middle = {at: (one.demands.get(at, 0) + other.demands.get(at, 0)) // 2 for at in places}
    return Shadow(demands={at: value for at, value in middle.items() if value})
