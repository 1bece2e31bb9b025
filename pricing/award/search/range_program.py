"""Good line prices for a range of tiers: program and patterns in turn.

The duals of the program are prices of the lines; at these each scope's knapsack says what it would
take, which is added where it was missing (Dantzig and Wolfe, Operations Research 8, 1960). The
bound is recomputed in whole numbers; nothing here has to be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pricing.award.proof.exact import REACH, Ints, distinct
from pricing.award.proof.market import Market
from pricing.award.proof.range_bound import (
    LinePrices,
    bound_at,
    demand_credits,
    fillings,
    limited,
)
from pricing.award.proof.ranges import Range
from pricing.award.proof.wholes import Wholes
from pricing.award.search.branch import Budget
from pricing.award.search.duals import GROWTH, shadow_of
from pricing.award.search.patterns import Floats
from pricing.award.search.scope_patterns import answers
from pricing.award.search.scope_program import SOME, Pattern, ScopeProgram

MAX_ROUNDS = 80
MAX_GROWTHS = 9
SETTLED, NEARLY = 0.02, 1e-9
"parts of what is missing to the target, and of the total, that a bound may stay too low by"


@dataclass(frozen=True)
class Mixed:
    """A fractional award: the part of a line by row and column, of a tier reached, of a winner."""

    parts: Floats
    reached: dict[tuple[int, int], float]
    "by scope and tier"
    winners: dict[int, float]


@dataclass(frozen=True)
class Priced:
    """The best prices found for a range, and the last fractional award."""

    prices: LinePrices
    mixed: Mixed


class RangeProgram:
    """Prices the ranges of one market."""

    def __init__(self, market: Market, wholes: Wholes) -> None:
        self.market, self.wholes = market, wholes
        self.program = ScopeProgram(market)

    def solve(self, case: Range, start: LinePrices, budget: Budget) -> Priced:
        """Prices that bound the range as well as can be or at the target, no worse than `start`."""
        target = budget.target()
        value, _ = self._try(case, start)
        best, known, dearer = start, target if value is None else value, 1.0
        for _ in range(MAX_GROWTHS):
            self.program.open(case, dearer)
            for _ in range(MAX_ROUNDS):
                self.program.run()
                prices = self._prices()
                value, more = self._try(case, prices)
                if value is None or value > known:
                    best, known = prices, target if value is None else value
                if not more or known >= target or budget.late or self._settled(known, target):
                    break
            if known >= target or budget.late or not self.program.lacking:
                break
            dearer *= GROWTH
        return Priced(best, self._mixed())

    def _settled(self, value: int, target: int) -> bool:
        """Whether better prices could not close the range, and would bound it little better."""
        most = self.program.objective * self.program.unit
        return most - value <= max(SETTLED * (target - most), NEARLY * abs(most))

    def _prices(self) -> LinePrices:
        """The duals in whole numbers, none so large that sums overflow."""
        program = self.program
        prices = program.duals[: self.market.size] * program.unit
        charges = np.zeros(len(self.market.lots))
        if limited(self.market):
            charges = -program.duals[program.first_lot : program.rows - 1] * program.unit
        charges = np.maximum(0.0, charges)
        most = float(np.abs(prices).sum() + charges.sum())
        less = min(1.0, REACH / 2 / most) if most else 1.0
        duals = program.duals[program.first_demand : program.first_lot].tolist()
        shadow = shadow_of(program.demands, duals, program.unit)
        return LinePrices(_whole(prices * less), _whole(charges * less), shadow)

    def _try(self, case: Range, prices: LinePrices) -> tuple[int | None, bool]:
        """The bound at these prices, and whether some scope took what it had no column for."""
        credits = demand_credits(self.market, prices)
        least, patterns = [], []
        for at, own in enumerate(fillings(self.market, self.wholes, case, prices)):
            found = list(answers(own))
            least.append([one.least for one in found])
            scope = self.market.scopes[at]
            off = prices.prices + credits.get(scope.carrier, 0)
            for one in found:
                rows: Ints = scope.lines[list(one.places)]
                lots = distinct(self.market.lot_of[rows])
                cost = one.least + int(off[rows].sum()) - int(prices.charges[lots].sum())
                patterns.append(Pattern(at, max(0, case.lows[at]) + one.tier, rows, cost))
        value = bound_at(self.market, case, prices, least).value
        return value, self.program.add(patterns) > 0

    def _mixed(self) -> Mixed:
        program, market = self.program, self.market
        values = program.values
        parts = np.zeros((market.size, market.carriers + 1))
        parts[:, -1] = values[: market.size]
        reached: dict[tuple[int, int], float] = {}
        for place in np.flatnonzero(values[program.first_pattern :] > SOME).tolist():
            scope, tier = int(program.scopes[place]), int(program.tiers[place])
            part = float(values[program.first_pattern + place])
            parts[program.taken[place], program.carrier_of[scope]] += part
            for at in range(1, tier + 1):
                reached[scope, at] = reached.get((scope, at), 0.0) + part
        winners = values[market.size : program.first_way].tolist()
        return Mixed(parts, reached, dict(zip(program.carriers, winners, strict=True)))


def _whole(amounts: Floats) -> Ints:
    return np.rint(amounts).astype(np.int64)
