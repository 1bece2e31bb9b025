"""The linear program of a case with every choice in it; it goes on from the case before.

Where few enough choices are open, none has to be found first: a column for each line and carrier,
each whole lot, each bundle. The next case, with other tiers or fewer choices, changes costs and
limits only, so that its program starts from the answer of the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import highspy
import numpy as np

from pricing.award.proof.exact import NEVER, Flags, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Shadow, Situation, wins
from pricing.award.proof.wholes import Wholes
from pricing.award.search.duals import GROWTH, penalty, shadow_of, ways_out
from pricing.award.search.patterns import (
    Bounding,
    Floats,
    bounding_rows,
    case_prices,
    whole_costs,
)

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
    return int(situation.allowed.sum()) <= MAX_CHOICES


class Listed:
    """The program of a case and of all that have the same winners and no further choices."""

    def __init__(self, market: Market, wholes: Wholes, situation: Situation) -> None:
        self.market, self.wholes = market, wholes
        self.scope = _open_at_any_tier(market, situation)
        self.dearest = float(market.dearest.max(initial=1))
        self.unit = max(float(market.scale), self.dearest / LARGEST)
        self.bounds = _all_bounds(market, situation)
        self.rows, self.choices = np.nonzero(self.scope)
        self.offers = np.flatnonzero(
            [wins(market, situation, carrier) for carrier in wholes.carriers.tolist()]
        )
        self.lots = np.unique(wholes.lots[self.offers])
        self.earnings = sorted({row.key[0] for row in self.bounds if isinstance(row.key, tuple)})
        self.ways = list(ways_out(self.bounds))
        sizes = [len(self.ways), len(self.rows), len(self.lots), len(self.offers)]
        self.ends = np.cumsum([*sizes, len(self.earnings)])
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self.solver.setOptionValue(name, value)
        self.solver.passModel(self._program())
        self.every = np.arange(self.ends[-1], dtype=np.int32)

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
        for _ in range(MAX_GROWTHS):
            self._run()
            yield self._solved()
            if not (self.values[: self.ends[0]] > SOME).any():
                return
            costs[: self.ends[0]] *= GROWTH
            self.solver.changeColsCost(len(costs), self.every, costs)

    def _run(self) -> None:
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self.solver.clearSolver()
            self.solver.run()
        solution = self.solver.getSolution()
        self.values = np.array(solution.col_value)
        self.duals = np.array(solution.row_dual)

    def _solved(self) -> Solved:
        first = self.market.size + len(self.lots)
        shadow = shadow_of(self.bounds, self.duals[first:].tolist(), self.unit)
        ways, choices, lots, offers, _ = self.ends.tolist()
        parts = np.zeros(self.scope.shape)
        parts[self.rows, self.choices] = np.maximum(0.0, self.values[ways:choices])
        bundles: dict[int, float] = {}
        for place in np.flatnonzero(self.values[lots:offers] > SOME).tolist():
            offer, part = int(self.offers[place]), float(self.values[lots + place])
            lot = int(self.wholes.lots[offer])
            rows = slice(int(self.market.starts[lot]), int(self.market.ends[lot]))
            parts[rows, self.wholes.carriers[offer]] += part
            for at in np.flatnonzero(self.wholes.possible[offer]).tolist():
                bundles[at] = bundles.get(at, 0.0) + part / len(self.market.earnings[at].lots)
        return Solved(shadow, parts, bundles)

    def _terms(self, situation: Situation) -> tuple[Floats, Floats]:
        """By column its cost and the most of it that the case has a place for."""
        prices = case_prices(self.market, situation)[self.rows, self.choices]
        whole = whole_costs(self.market, self.wholes, situation)[self.offers]
        must = np.zeros(len(self.market.lots), dtype=np.bool_)
        for at, earned in situation.earned.items():
            if earned:
                must[list(self.market.earnings[at].lots)] = True
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
        first = self.market.size + len(self.lots)
        rows, lows = [], []
        for at, row in enumerate(self.bounds):
            if row.kind == "need":
                assert isinstance(row.key, int)
                tier = situation.tiers[row.key]
                rows.append(first + at)
                lows.append(self.market.scopes[row.key].tiers[tier].from_)
        if rows:
            self.solver.changeRowsBounds(
                len(rows),
                np.array(rows, dtype=np.int32),
                np.array(lows, dtype=np.float64),
                np.full(len(rows), np.inf),
            )

    def _program(self) -> highspy.HighsLp:
        market, wholes = self.market, self.wholes
        ways, choices, lots, offers, last = self.ends.tolist()
        first = market.size + len(self.lots)
        entries: list[tuple[Ints, Ints, Ints]] = []
        entries.append((self.rows, ways + np.arange(len(self.rows)), np.ones(len(self.rows))))
        place_of_lot = np.full(len(market.lots), -1, dtype=np.int64)
        place_of_lot[self.lots] = np.arange(len(self.lots))
        inside = np.flatnonzero(place_of_lot[market.lot_of] >= 0)
        entries.append((inside, choices + place_of_lot[market.lot_of[inside]], -np.ones(len(inside))))
        entries.append((market.size + np.arange(len(self.lots)), choices + np.arange(len(self.lots)), np.ones(len(self.lots))))
        entries.append((market.size + place_of_lot[wholes.lots[self.offers]], lots + np.arange(len(self.offers)), np.ones(len(self.offers))))
        lows = [np.where(place_of_lot[market.lot_of] >= 0, 0.0, 1.0), np.ones(len(self.lots))]
        highs = [lows[0].copy(), lows[1].copy()]
        choice_at = np.full(self.scope.shape, -1, dtype=np.int64)
        choice_at[self.rows, self.choices] = ways + np.arange(len(self.rows))
        rest_lows, rest_highs = [], []
        for at, row in enumerate(self.bounds):
            if isinstance(row.key, tuple):
                earning, lot = row.key
                mine = np.flatnonzero(wholes.earned[self.offers, earning] & (wholes.lots[self.offers] == lot))
                entries.append((np.full(len(mine), first + at), lots + mine, np.ones(len(mine))))
                entries.append((np.array([first + at]), np.array([offers + self.earnings.index(earning)]), np.array([-1.0])))
                rest_lows.append(0.0); rest_highs.append(0.0)
                continue
            at_choice = choice_at[row.lines, row.carrier]
            on = at_choice >= 0
            entries.append((np.full(int(on.sum()), first + at), at_choice[on], row.amounts[on].astype(float)))
            by_row = np.zeros(market.size); by_row[row.lines] = row.amounts
            sums = np.add.reduceat(by_row, market.starts)
            mine = np.flatnonzero(wholes.carriers[self.offers] == row.carrier)
            amounts = sums[wholes.lots[self.offers[mine]]]
            mine, amounts = mine[amounts > 0], amounts[amounts > 0]
            entries.append((np.full(len(mine), first + at), lots + mine, amounts))
            rest_lows.append(float(row.bound) if row.at_least else -np.inf)
            rest_highs.append(np.inf if row.at_least else float(row.bound))
        for place, (at, sign) in enumerate(self.ways):
            entries.append((np.array([first + at]), np.array([place]), np.array([sign])))
        up, across, values = (np.concatenate(part) for part in zip(*entries, strict=True))
        count = first + len(self.bounds)
        order = np.lexsort((across, up))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = last, count
        program.col_cost_ = np.zeros(last)
        program.col_lower_, program.col_upper_ = np.zeros(last), np.full(last, np.inf)
        program.row_lower_ = np.concatenate([*lows, np.array(rest_lows)])
        program.row_upper_ = np.concatenate([*highs, np.array(rest_highs)])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.searchsorted(up[order], np.arange(count + 1)).astype(np.int32)
        program.a_matrix_.index_ = across[order].astype(np.int32)
        program.a_matrix_.value_ = values[order].astype(np.float64)
        return program


def _open_at_any_tier(market: Market, situation: Situation) -> Flags:
    """The choices of the case that are on offer at some tier."""
    offered = np.zeros((market.size, market.carriers + 1), dtype=np.bool_)
    offered[:, -1] = market.outside < NEVER
    for at, scope in enumerate(market.scopes):
        if situation.tiers[at] != OUT:
            offered[scope.lines, scope.carrier] = scope.prices[-1] < NEVER
    return offered & situation.allowed


def _all_bounds(market: Market, situation: Situation) -> list[Bounding]:
    """The bounds of the case, with a need for each scope of its winners that has tiers."""
    reached = tuple(
        OUT if tier == OUT else min(1, len(scope.tiers) - 1)
        for scope, tier in zip(market.scopes, situation.tiers, strict=True)
    )
    return bounding_rows(market, replace(situation, tiers=reached, earned={}))
