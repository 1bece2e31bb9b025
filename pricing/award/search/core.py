"""The lines a case is still unsure of as a small 0/1 program: the best award near its bound.

Only a source of awards to try; what it says is proven elsewhere.
"""

from __future__ import annotations

import highspy
import numpy as np

from pricing.award.proof.bound import Bound
from pricing.award.proof.exact import NEVER, Flags, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Situation
from pricing.award.search.patterns import Floats, bounding_rows, case_prices
from pricing.award.search.programs import by_rows, quiet_solver

MAX_MIXED = 600
NODES = 300
NEAR = 1e-8


def complete(
    market: Market,
    case: Situation,
    found: Bound,
    columns: Ints,
    mixed: Flags,
    most: int,
    near: float,
) -> Ints | None:
    """The cheapest award that differs from these columns in few lines, `most` or some more.

    `mixed` are the lines that the fractional award shares out; `near` is the part of the total
    that need not be looked for.
    """
    prices = case_prices(market, case)
    reduced = np.where(prices < NEVER, found.reduced, NEVER)
    unsure = _unsure(market, reduced, mixed, most)
    rows, choices = np.nonzero((reduced < NEVER) & unsure[:, None])
    columns = columns.copy()
    if not len(rows):
        return columns
    costs = prices[rows, choices] / market.scale
    small = _Small(market, case, columns, rows, choices)
    values = small.solve(costs, max(0.5, float(found.lots.sum()) / market.scale * near))
    if values is None:
        return None
    taken = values > 0.5
    columns[rows[taken]] = choices[taken]
    return columns


def _unsure(market: Market, reduced: Ints, mixed: Flags, most: int) -> Flags:
    """The lines shared out, those with the least to lose by going elsewhere, their partners."""
    two = np.partition(reduced, 1, axis=1)
    regret = np.where(two[:, 1] >= NEVER, NEVER, two[:, 1] - two[:, 0])
    unsure = regret < NEVER
    if unsure.sum() > most:
        unsure &= regret <= np.partition(regret, most)[most]
    if int(mixed.sum()) <= MAX_MIXED:
        unsure |= mixed & (two[:, 1] < NEVER)
    for pairs in (market.pairs, market.loose_pairs):
        unsure[pairs[unsure[pairs].any(axis=1)].ravel()] = True
    return unsure


class _Small:
    """The 0/1 program of the unsure lines: a column for each line and carrier left."""

    def __init__(
        self, market: Market, case: Situation, columns: Ints, rows: Ints, choices: Ints
    ) -> None:
        self.market, self.case, self.columns = market, case, columns
        self.lows: list[float] = []
        self.highs: list[float] = []
        self.entries: list[tuple[Ints, Ints, Ints]] = []
        self.sure = np.ones(market.size, dtype=np.bool_)
        self.sure[rows] = False
        self.place = np.full((market.size, market.carriers + 1), -1, dtype=np.int64)
        self.place[rows, choices] = np.arange(len(rows))
        lines, number = np.unique(rows, return_inverse=True)
        self.entries.append((number, np.arange(len(rows)), np.ones(len(rows), dtype=np.int64)))
        self.lows += [1.0] * len(lines)
        self.highs += [1.0] * len(lines)
        self._bounds()
        self._pairs()

    def _row(self, columns: Ints, amounts: Ints, low: float, high: float) -> None:
        self.entries.append((np.full(len(columns), len(self.lows)), columns, amounts))
        self.lows.append(low)
        self.highs.append(high)

    def _bounds(self) -> None:
        for row in bounding_rows(self.market, self.case):
            if row.kind != "link":
                fixed = self.sure[row.lines] & (self.columns[row.lines] == row.carrier)
                rest = row.bound - int(row.amounts[fixed].sum())
                at = self.place[row.lines, row.carrier]
                free = at >= 0
                low, high = (rest, np.inf) if row.at_least else (-np.inf, rest)
                self._row(at[free], row.amounts[free], low, high)

    def _pairs(self) -> None:
        for pairs in (self.market.pairs, self.market.loose_pairs):
            for both in pairs[~self.sure[pairs].all(axis=1)]:
                for carrier in range(self.market.carriers):
                    at = self.place[both, carrier]
                    at = at[at >= 0]
                    taken = int((self.sure[both] & (self.columns[both] == carrier)).sum())
                    if len(at) and len(at) + taken > 1:
                        self._row(at, np.ones_like(at), -np.inf, 1.0 - taken)

    def solve(self, costs: Floats, near: float) -> Floats | None:
        """The columns' values within `near` of the least cost; None when none was found."""
        solver = quiet_solver(mip_max_nodes=NODES, mip_rel_gap=0.0, mip_abs_gap=near)
        solver.passModel(self._program(costs))
        solver.run()
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if solver.getInfo().primal_solution_status != feasible:
            return None
        return np.array(solver.getSolution().col_value)

    def _program(self, costs: Floats) -> highspy.HighsLp:
        up, across, values = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        program = by_rows(
            (up, across, values), costs - costs.min(), np.array(self.lows), np.array(self.highs)
        )
        program.col_upper_ = np.ones(len(costs))
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
        return program
