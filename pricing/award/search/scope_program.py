"""The linear program over what whole scopes would take: its columns and limits in HiGHS.

Columns: lines left out, winners, a dear way out of each row but those that count winners, then
patterns: what one scope takes at one of its tiers. Rows: each line goes somewhere, each scope of a
winner has one pattern, the demands, the winners of each lot where they are limited, the number of
winners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from pricing.award.proof.exact import NEVER, Flags, Ints, distinct
from pricing.award.proof.market import Market
from pricing.award.proof.range_bound import limited
from pricing.award.proof.ranges import Range
from pricing.award.proof.situation import OUT
from pricing.award.search.patterns import Floats, demand_row
from pricing.award.search.programs import quiet_solver, solve

LARGEST = 1e7
"prices are brought below it for floating point"
DEARER = 2.0
"times the dearest price is what missing a row costs at first"
SOME = 1e-7
MIP_NODES = 50


@dataclass(frozen=True)
class Pattern:
    """Rows of the market that a scope takes at a tier, and what they cost in parts of a fen."""

    scope: int
    tier: int
    rows: Ints
    cost: int


class ScopeProgram:
    """One program for all ranges of a market; its patterns stay from one to the next."""

    def __init__(self, market: Market) -> None:
        self.market = market
        dearest = float(market.dearest.max(initial=1))
        self.unit = max(float(market.scale), dearest / LARGEST)
        self.penalty = DEARER * dearest / self.unit
        self.carriers = sorted(market.scopes_of)
        self.carrier_of = np.array([one.carrier for one in market.scopes], dtype=np.int64)
        self.demands = [demand_row(at, one) for at, one in enumerate(market.demands)]
        self.first_demand = market.size + len(market.scopes)
        self.first_lot = self.first_demand + len(self.demands)
        self.rows = self.first_lot + (len(market.lots) if limited(market) else 0) + 1
        self.first_way = market.size + len(self.carriers)
        self.first_pattern = self.first_way + self.first_lot
        self.scopes = np.zeros(0, dtype=np.int64)
        self.tiers = np.zeros(0, dtype=np.int64)
        self.taken = np.zeros((0, market.size), dtype=np.bool_)
        self.met: set[tuple[int, int, bytes]] = set()
        self.solver = quiet_solver(presolve="off")
        self._limits()
        self._first_columns()

    def _limits(self) -> None:
        lows = [1.0] * self.market.size + [0.0] * len(self.market.scopes)
        highs = list(lows)
        for demand in self.demands:
            lows.append(0.0 if demand.at_least else -np.inf)
            highs.append(np.inf if demand.at_least else 0.0)
        for _ in range(self.first_lot, self.rows - 1):
            lows.append(-np.inf)
            highs.append(float(self.market.per_lot_at_most or 0))
        lows.append(float(self.market.least_winners))
        highs.append(float(self.market.most_winners))
        none = np.zeros(0, dtype=np.int32)
        starts = np.zeros(self.rows, dtype=np.int32)
        limits = np.array(lows), np.array(highs)
        self.solver.addRows(self.rows, *limits, 0, starts, none, np.zeros(0))

    def _first_columns(self) -> None:
        market = self.market
        out = np.where(market.outside < NEVER, market.outside, 0) / self.unit
        columns = [(float(out[row]), [(row, 1.0)]) for row in range(market.size)]
        columns += [(0.0, self._winner(carrier)) for carrier in self.carriers]
        for row in range(self.first_lot):
            demand = row - self.first_demand
            more = demand < 0 or self.demands[demand].at_least
            columns.append((self.penalty, [(row, 1.0 if more else -1.0)]))
        self._add_columns(columns)

    def _winner(self, carrier: int) -> list[tuple[int, float]]:
        """A winner has a pattern for each scope, and must meet its demands."""
        scopes = [(self.market.size + at, -1.0) for at in self.market.scopes_of[carrier]]
        demands = [
            (self.first_demand + at, -float(demand.bound))
            for at, demand in enumerate(self.demands)
            if demand.carrier == carrier
        ]
        return [*scopes, *demands, (self.rows - 1, 1.0)]

    def _add_columns(self, columns: Sequence[tuple[float, list[tuple[int, float]]]]) -> None:
        counts = [len(entries) for _, entries in columns]
        self.solver.addCols(
            len(columns),
            np.array([cost for cost, _ in columns]),
            np.zeros(len(columns)),
            np.full(len(columns), np.inf),
            sum(counts),
            np.cumsum([0, *counts[:-1]]).astype(np.int32),
            np.array([row for _, entries in columns for row, _ in entries], dtype=np.int32),
            np.array([value for _, entries in columns for _, value in entries]),
        )

    def add(self, patterns: Sequence[Pattern]) -> int:
        """Columns for the patterns that are not known yet; how many."""
        fresh, taken = [], []
        for one in patterns:
            rows = np.zeros(self.market.size, dtype=np.bool_)
            rows[one.rows] = True
            key = one.scope, one.tier, rows.tobytes()
            if key not in self.met:
                self.met.add(key)
                fresh.append(one)
                taken.append(rows)
        if fresh:
            self._add_columns(
                [
                    (one.cost / self.unit, self._entries(one, rows))
                    for one, rows in zip(fresh, taken, strict=True)
                ]
            )
            self.scopes = np.append(self.scopes, [one.scope for one in fresh])
            self.tiers = np.append(self.tiers, [one.tier for one in fresh])
            self.taken = np.concatenate([self.taken, np.array(taken)])
        return len(fresh)

    def _entries(self, one: Pattern, taken: Flags) -> list[tuple[int, float]]:
        entries = [(row, 1.0) for row in one.rows.tolist()]
        entries.append((self.market.size + one.scope, 1.0))
        for at, demand in enumerate(self.demands):
            if demand.carrier == self.carrier_of[one.scope]:
                amount = float(demand.amounts[taken[demand.lines]].sum())
                if amount:
                    entries.append((self.first_demand + at, amount))
        if limited(self.market):
            lots = distinct(self.market.lot_of[one.rows]).tolist()
            entries += [(self.first_lot + lot, 1.0) for lot in lots]
        return entries

    def open(self, case: Range, dearer: float) -> None:
        """Sets the limits of the columns to what the range has, and how dear the ways out are."""
        market = self.market
        highs = np.full(self.first_pattern + len(self.scopes), np.inf)
        lows = np.zeros(len(highs))
        highs[: market.size] = np.where(case.allowed[:, -1], np.inf, 0.0)
        firsts = [market.scopes_of[carrier][0] for carrier in self.carriers]
        winners = slice(market.size, self.first_way)
        lows[winners] = [0.0 if case.lows[at] == OUT else 1.0 for at in firsts]
        highs[winners] = [0.0 if case.highs[at] == OUT else 1.0 for at in firsts]
        highs[self.first_pattern :] = np.where(self._usable(case), np.inf, 0.0)
        every = np.arange(len(highs), dtype=np.int32)
        self.solver.changeColsBounds(len(every), every, lows, highs)
        ways = every[self.first_way : self.first_pattern]
        self.solver.changeColsCost(len(ways), ways, np.full(len(ways), self.penalty * dearer))

    def _usable(self, case: Range) -> Flags:
        """By pattern whether it lies in the range."""
        lows, highs = np.array(case.lows), np.array(case.highs)
        inside: Flags = (self.tiers >= lows[self.scopes]) & (self.tiers <= highs[self.scopes])
        closed = ~case.allowed[:, self.carrier_of[self.scopes]].T
        return inside & ~(self.taken & closed).any(axis=1)

    def run(self) -> None:
        """Solves the program: values, duals, objective."""
        solve(self.solver)
        solution = self.solver.getSolution()
        self.values: Floats = np.array(solution.col_value)
        self.duals: Floats = np.array(solution.row_dual)
        self.objective = float(self.solver.getInfo().objective_function_value)

    @property
    def lacking(self) -> bool:
        """Whether some row is met by its dear way out only."""
        return bool((self.values[self.first_way : self.first_pattern] > SOME).any())

    def whole(self) -> Ints | None:
        """The best award that the patterns known make, as columns by row; None without one."""
        program = self.solver.getLp()
        highs = np.array(program.col_upper_)
        highs[self.first_way : self.first_pattern] = 0.0
        program.col_upper_ = highs
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(highs)
        solver = quiet_solver(mip_max_nodes=MIP_NODES)
        solver.passModel(program)
        solver.run()
        found = solver.getInfo().primal_solution_status
        if found != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.array(solver.getSolution().col_value)[self.first_pattern :]
        columns = np.full(self.market.size, self.market.carriers, dtype=np.int64)
        for place in np.flatnonzero(values > 0.5).tolist():
            columns[self.taken[place]] = self.carrier_of[self.scopes[place]]
        return columns
