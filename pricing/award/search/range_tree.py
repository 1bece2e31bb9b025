"""Where combinations of tiers are too many to list: ranges of tiers, split one by one.

The range with the lowest bound first. What comes out is a tree whose leaves a reader can check:
each has prices of lines that bound it, or is a single combination with a tree of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count
from typing import ClassVar

import numpy as np

from pricing.award.proof.certificate import MAX_DEPTH
from pricing.award.proof.market import Market
from pricing.award.proof.range_bound import (
    LinePrices,
    narrowed_range,
    no_prices,
    range_bound,
)
from pricing.award.proof.ranges import Range, every_tier, followed
from pricing.award.proof.situation import OUT, Shadow
from pricing.award.search.branch import Budget, Node, Unproven, prove
from pricing.award.search.range_program import Mixed, RangeProgram
from pricing.award.search.relax import Relaxation
from pricing.award.search.waiting import NONE

MAX_PRICES = 4_000
"lines times carriers up to which ranges are searched where combinations are too many"
MANY_COMBINATIONS = 100_000
"from so many on they are not even listed where ladders cross each other"
SAME = 0.75
"the part of its lots from which on a ladder counts as one within another, but for exclusions"
SURE = 1e-5
LESS_OFTEN = 4
"times as many ranges are looked at until whole awards are tried again"
CLEAR = 0.02
"how unsure a tier must be to be decided before lines are"

Split = tuple[str, int, int]
"line, row, column; tier, scope, tier; winner, carrier, 0"


@dataclass
class RangeNode:
    """A range: closed by prices, split in two, or a combination with a tree from `start` on."""

    prices: LinePrices | None = None
    split: Split | None = None
    yes: RangeNode | None = None
    no: RangeNode | None = None
    tree: Node | None = None
    depth: int = 0

    def below(self) -> RangeNode:
        """A range within this one. Raises Unproven where a reader would follow no further."""
        if self.depth >= MAX_DEPTH:
            raise Unproven
        return RangeNode(depth=self.depth + 1)


@dataclass(order=True)
class _Open:
    value: int
    number: int
    node: RangeNode
    case: Range
    known: LinePrices


def few_lines(market: Market) -> bool:
    """Whether the market is small enough for ranges."""
    return market.size * market.carriers <= MAX_PRICES


def ranges_first(market: Market) -> bool:
    """Whether ranges promise more than tables of all combinations: crossed ladders, no bundles.

    Where every carrier groups the lots alike, tables settle many combinations at once.
    """
    tiers = {
        carrier: [len(market.scopes[at].tiers) for at in scopes]
        for carrier, scopes in market.scopes_of.items()
    }
    several = any(sum(one > 1 for one in own) > 1 for own in tiers.values())
    many = math.prod(1 + math.prod(own) for own in tiers.values()) > MANY_COMBINATIONS
    small = few_lines(market) and not market.earnings
    return several and many and small and has_crossed_ladders(market)


def has_crossed_ladders(market: Market) -> bool:
    """Whether two ladders have lots in common while neither is within the other."""
    scopes = [one for one in market.scopes if len(one.tiers) > 1 and len(one.lines) > 1]
    holds = np.zeros((len(scopes), len(market.lots)), np.float32)
    for row, scope in zip(holds, scopes, strict=True):
        row[market.lot_of[scope.lines]] = 1
    shared, size = holds @ holds.T, holds.sum(axis=1)
    smaller = np.minimum(size[:, None], size[None, :])
    return bool(np.any((shared > 0) & (shared < SAME * smaller)))


class RangeTree:
    """The search through the ranges of one market."""

    costly: ClassVar[bool] = True
    "whether a next step may take long"

    def __init__(
        self,
        relaxation: Relaxation,
        budget: Budget,
        program: RangeProgram | None = None,
    ) -> None:
        self.relaxation, self.budget = relaxation, budget
        self.market: Market = relaxation.market
        self.program = program or RangeProgram(self.market, relaxation.wholes)
        self.root = RangeNode(floor_prices(self.market))
        self.numbers = count()
        self.open: list[_Open] = []
        self.looked, self.whole_at = 0, 1
        self._begin()

    def _begin(self) -> None:
        """All awards; before the first look they cost what each line does at the very least."""
        case, value = every_tier(self.market), None
        known = followed(self.market, case)
        if known is not None and self.root.prices is not None:
            wholes = self.relaxation.wholes
            value = range_bound(self.market, wholes, known, self.root.prices).value
        lowest = -NONE if value is None else value
        self._push(lowest, self.root, case, no_prices(self.market))

    @property
    def lowest(self) -> int | None:
        """The lowest bound of what is open, in parts of a fen; None when nothing is."""
        return self.open[0].value if self.open else None

    def step(self) -> None:
        """Looks at the range with the lowest bound. Raises Unproven."""
        one = heappop(self.open)
        if one.value >= self.budget.target():
            return
        try:
            self.budget.check()
            self._look(one)
        except Unproven:
            heappush(self.open, one)
            raise

    def _push(self, value: int, node: RangeNode, case: Range, known: LinePrices) -> None:
        heappush(self.open, _Open(value, next(self.numbers), node, case, known))

    def _look(self, one: _Open) -> None:
        market, wholes = self.market, self.relaxation.wholes
        case, _, closed = narrowed_range(market, wholes, one.case, one.known, self.budget.target())
        if closed:
            return
        if case.single:
            one.node.tree = self._tree(one.node, case)
            return
        self.looked += 1
        start = one.node.prices or one.known
        priced = self.program.solve(case, start, self.budget)
        one.node.prices = priced.prices
        self._try(priced.mixed)
        case, found, closed = narrowed_range(
            market, wholes, case, priced.prices, self.budget.target()
        )
        if closed:
            return
        assert found is not None and found.value is not None
        one.node.split = split = _split_of(market, case, priced.mixed)
        value = max(one.value, found.value)
        if split is None:
            one.node.tree = self._tree(one.node, case)
            return
        one.node.yes, one.node.no = one.node.below(), one.node.below()
        for yes, child in ((True, one.node.yes), (False, one.node.no)):
            self._push(value, child, divided(market, case, split, yes), priced.prices)

    def _tree(self, node: RangeNode, case: Range) -> Node:
        """The tree of the one combination that is left. Raises Unproven."""
        return prove(self.relaxation, case.situation(), Shadow(), self.budget, node.depth)

    def _try(self, mixed: Mixed) -> None:
        self.budget.decided(mixed.parts.argmax(axis=1))
        if self.looked == self.whole_at:
            self.whole_at *= LESS_OFTEN
            if (whole := self.program.program.whole()) is not None:
                self.budget.decided(whole)


def floor_prices(market: Market) -> LinePrices:
    """What each line costs wherever it is cheapest at the highest tier."""
    least = market.outside.copy()
    for scope in market.scopes:
        least[scope.lines] = np.minimum(least[scope.lines], scope.prices[-1])
    return replace(no_prices(market), prices=np.minimum(least, market.dearest))


def divided(market: Market, case: Range, split: Split, yes: bool) -> Range:
    """The part of a range in which the split's statement holds, or does not."""
    kind, first, second = split
    if kind == "tier":
        return case.reaching(market, first, second, yes)
    if kind == "winner":
        return case.winning(market, first, yes)
    return case.where(market, first, second, yes)


def _split_of(market: Market, case: Range, mixed: Mixed) -> Split | None:
    """What the fractional award is least sure of: winners, tiers, lines; else any tier left."""
    found: list[tuple[float, Split]] = []
    for carrier, part in mixed.winners.items():
        scope = market.scopes_of[carrier][0]
        if case.lows[scope] == OUT != case.highs[scope]:
            found.append((min(part, 1 - part), ("winner", carrier, 0)))
    for (scope, tier), part in mixed.reached.items():
        if max(0, case.lows[scope]) < tier <= case.highs[scope]:
            found.append((min(part, 1 - part), ("tier", scope, tier)))
    best = max(found, default=(0.0, None), key=lambda one: one[0])
    if best[0] > CLEAR:
        return best[1]
    parts = np.where(case.allowed & (case.allowed.sum(axis=1) > 1)[:, None], mixed.parts, 0.0)
    unsure = np.minimum(parts, 1 - parts)
    if len(unsure) and unsure.max() > SURE:
        row, column = np.unravel_index(int(unsure.argmax()), unsure.shape)
        return "line", int(row), int(column)
    return best[1] if best[0] > SURE else _any(market, case)


def _any(market: Market, case: Range) -> Split | None:
    for at, scope in enumerate(market.scopes):
        low, high = max(0, case.lows[at]), case.highs[at]
        if low < high:
            return "tier", at, high
        if case.lows[at] == OUT != high:
            return "winner", scope.carrier, 0
    return None
