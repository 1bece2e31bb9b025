"""The linear program of a case with every choice in it; it goes on from the case before.

Where few enough choices are open, none has to be found first: a column for each line and carrier,
each whole lot, each bundle. The next case, with other tiers or fewer choices, changes costs and
limits only, so that its program starts from the answer of the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from pricing.award.proof.bound import must_be_whole
from pricing.award.proof.exact import NEVER, Flags, Ints, distinct
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Shadow, Situation, wins
from pricing.award.proof.wholes import Wholes
from pricing.award.search.duals import GROWTH, penalty, shadow_of, ways_out
from pricing.award.search.first_basis import first_basis
from pricing.award.search.listed_matrix import Matrix
from pricing.award.search.patterns import (
    Bounding,
    Floats,
    bounding_rows,
    case_prices,
    earn,
    whole_costs,
)
from pricing.award.search.programs import quiet_solver, solve

MAX_CHOICES = 8_000
"up to which every choice is listed"
MAX_GROWTHS = 9
LARGEST = 1e7
"prices are brought below it for floating point"
SOME = 1e-7


@dataclass(frozen=True)
class Solved:
    """Multipliers, by row and column the part of a line, by bundle the part of it earned."""

    shadow: Shadow
    parts: Floats
    bundles: dict[int, float]


def few_choices(market: Market, situation: Situation) -> bool:
    """Whether the case is small and simple enough for every choice to be listed."""
    limit = market.per_lot_at_most
    if limit is not None and limit < market.carriers:
        return False
    counts = situation.allowed.sum(axis=1)
    return int(counts[counts > 1].sum()) <= MAX_CHOICES


class Listed:
    """The program of a case and of all that leave no further choices.

    `any_tier`: also of the cases with other tiers of the same winners. Columns: ways out of the
    bounds, choices of lines, lots taken line by line, lots taken whole, bundles. Rows: lines, lots
    that can be taken whole, bounds. A line with one choice is no column; it counts in the bounds.
    """

    def __init__(
        self, market: Market, wholes: Wholes, situation: Situation, *, any_tier: bool
    ) -> None:
        self.market, self.wholes = market, wholes
        self.dearest = float(market.dearest.max(initial=1))
        self.unit = max(float(market.scale), self.dearest / LARGEST)
        self.bounds = _all_bounds(market, situation)
        open_ = _open(market, situation, any_tier=any_tier)
        self.offers = _offers(market, wholes, situation, any_tier=any_tier)
        self.lots = distinct(wholes.lots[self.offers])
        self.in_lot = np.isin(market.lot_of, self.lots)
        sure = ~self.in_lot & (open_.sum(axis=1) == 1)
        self.sure = np.zeros_like(open_)
        self.sure[sure] = open_[sure]
        self.lines = np.flatnonzero(~sure)
        self.rows, self.choices = np.nonzero(open_ & ~sure[:, None])
        self.earnings = sorted({row.key[0] for row in self.bounds if isinstance(row.key, tuple)})
        self.ways = list(ways_out(self.bounds))
        sizes = [len(self.ways), len(self.rows), len(self.lots), len(self.offers)]
        self.ends = np.cumsum([*sizes, len(self.earnings)])
        self.first_bound = len(self.lines) + len(self.lots)
        self.fixed = [self._fixed(row) for row in self.bounds]
        self.solver = quiet_solver(presolve="off")
        self.solver.passModel(Matrix(self).program())
        self.every = np.arange(self.ends[-1], dtype=np.int32)
        self.fresh = True

    def _fixed(self, row: Bounding) -> int:
        """What the lines with one choice count for in a bound."""
        if row.kind == "link":
            return 0
        return int(row.amounts[self.sure[row.lines, row.carrier]].sum())

    def solve(self, situation: Situation, start: Shadow) -> Iterator[Solved]:
        """The program of the case; where bounds cannot be met, at a higher and higher price."""
        costs, highs = self._terms(situation)
        lows = np.zeros(len(costs))
        for place, at in enumerate(self.earnings):
            if situation.earned.get(at):
                lows[self.ends[3] + place] = 1.0
        dearest = self.dearest / self.unit
        costs[: self.ends[0]] = [
            penalty(self.bounds[at], start, dearest, self.unit) for at, _ in self.ways
        ]
        self.solver.changeColsCost(len(costs), self.every, costs)
        self.solver.changeColsBounds(len(costs), self.every, lows, highs)
        self._needs(situation)
        if self.fresh:
            self.solver.setBasis(first_basis(self, costs, highs > 0))
            self.fresh = False
        for _ in range(MAX_GROWTHS):
            self._run()
            yield self._solved()
            if not (self.values[: self.ends[0]] > SOME).any():
                return
            costs[: self.ends[0]] *= GROWTH
            self.solver.changeColsCost(len(costs), self.every, costs)

    def _run(self) -> None:
        solve(self.solver)
        solution = self.solver.getSolution()
        self.values = np.array(solution.col_value)
        self.duals = np.array(solution.row_dual)

    def _solved(self) -> Solved:
        duals = self.duals[self.first_bound :][: len(self.bounds)]
        shadow = shadow_of(self.bounds, duals.tolist(), self.unit)
        ways, choices, lots, offers, _ = self.ends.tolist()
        parts = self.sure.astype(np.float64)
        parts[self.rows, self.choices] = np.maximum(0.0, self.values[ways:choices])
        bundles: dict[int, float] = {}
        for place in np.flatnonzero(self.values[lots:offers] > SOME).tolist():
            offer, part = int(self.offers[place]), float(self.values[lots + place])
            lot = int(self.wholes.lots[offer])
            rows = slice(int(self.market.starts[lot]), int(self.market.ends[lot]))
            parts[rows, self.wholes.carriers[offer]] += part
            earn(bundles, self.market, self.wholes, offer, part)
        return Solved(shadow, parts, bundles)

    def _terms(self, situation: Situation) -> tuple[Floats, Floats]:
        """By column its cost and the most of it that the case has a place for."""
        prices = case_prices(self.market, situation)[self.rows, self.choices]
        whole = whole_costs(self.market, self.wholes, situation)[self.offers]
        must = must_be_whole(self.market, situation)
        on = [
            np.ones(self.ends[0], dtype=np.bool_),
            prices < NEVER,
            ~must[self.lots],
            np.isfinite(whole),
            np.array([situation.earned.get(at) is not False for at in self.earnings], dtype=bool),
        ]
        costs = np.zeros(self.ends[-1])
        costs[self.ends[0] : self.ends[1]] = np.where(on[1], prices, 0) / self.unit
        costs[self.ends[2] : self.ends[3]] = np.where(on[3], whole, 0) / self.unit
        return costs, np.where(np.concatenate(on), np.inf, 0.0)

    def _needs(self, situation: Situation) -> None:
        """What each scope needs to reach its tier."""
        rows, lows = [], []
        for at, row in enumerate(self.bounds):
            if row.kind == "need":
                assert isinstance(row.key, int)
                tier = situation.tiers[row.key]
                rows.append(self.first_bound + at)
                lows.append(self.market.scopes[row.key].tiers[tier].from_ - self.fixed[at])
        if rows:
            self.solver.changeRowsBounds(  # type: ignore[attr-defined]
                len(rows),
                np.array(rows, dtype=np.int32),
                np.array(lows, dtype=np.float64),
                np.full(len(rows), np.inf),
            )


def _open(market: Market, situation: Situation, *, any_tier: bool) -> Flags:
    """The choices of the case that are on offer, or are at some tier."""
    if not any_tier:
        open_: Flags = case_prices(market, situation) < NEVER
        return open_
    offered = np.zeros((market.size, market.carriers + 1), dtype=np.bool_)
    offered[:, -1] = market.outside < NEVER
    for at, scope in enumerate(market.scopes):
        if situation.tiers[at] != OUT:
            offered[scope.lines, scope.carrier] = scope.prices[-1] < NEVER
    return offered & situation.allowed


def _offers(market: Market, wholes: Wholes, situation: Situation, *, any_tier: bool) -> Ints:
    if not any_tier:
        return wholes.offered(market, situation)[0]
    return np.flatnonzero(
        [wins(market, situation, carrier) for carrier in wholes.carriers.tolist()]
    )


def _all_bounds(market: Market, situation: Situation) -> list[Bounding]:
    """The bounds of the case, with a need for each scope of its winners that has tiers."""
    reached = tuple(
        OUT if tier == OUT else min(1, len(scope.tiers) - 1)
        for scope, tier in zip(market.scopes, situation.tiers, strict=True)
    )
    return bounding_rows(market, replace(situation, tiers=reached, earned={}))
