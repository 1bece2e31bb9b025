"""The linear program of one case in HiGHS: patterns of groups, and the bounds they must meet."""

from __future__ import annotations

import numpy as np

from pricing.award.proof.exact import Flags
from pricing.award.proof.situation import Shadow
from pricing.award.search.duals import GROWTH, penalty, shadow_of, ways_out
from pricing.award.search.measure import Measure
from pricing.award.search.patterns import Choice, Floats
from pricing.award.search.programs import quiet_solver, solve

SOME = 1e-7
NO_PATTERN = Choice(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)), -1


class Program:
    """Columns: patterns (a choice, a group), a dear way out of each bound, bundles earned."""

    def __init__(self, measure: Measure, first: Choice, start: Shadow) -> None:
        self.measure, self.start = measure, start
        self.count = measure.count
        self.patterns: list[tuple[Choice, int]] = []
        self.penalties: list[float] = []
        self.ways_out: list[tuple[int, int]] = []
        self.solver = quiet_solver(presolve="off")
        self._bounds(first)
        self._ways_out()
        self._earnings()

    def add(self, choice: Choice, wanted: Flags | None = None) -> int:
        """Adds the groups' patterns that are wanted and on offer; how many."""
        cost, acts = self.measure(choice)
        usable = np.isfinite(cost[: self.count])
        if wanted is not None:
            usable &= wanted
        places = np.flatnonzero(usable)
        if not len(places):
            return 0
        block = np.ones((len(places), 1 + len(acts)))
        block[:, 1:] = acts[:, places].T
        filled = block != 0
        index = np.broadcast_to(np.arange(len(acts) + 1) + self.count - 1, block.shape).copy()
        index[:, 0] = places
        self.solver.addCols(
            len(places),
            cost[places],
            np.zeros(len(places)),
            np.full(len(places), np.inf),
            int(filled.sum()),
            np.concatenate([[0], filled.sum(axis=1).cumsum()[:-1]]).astype(np.int32),
            index[filled].astype(np.int32),
            block[filled],
        )
        self.patterns += [(choice, int(group)) for group in places]
        return len(places)

    def run(self) -> None:
        """Solves the program; once more from nothing when the last basis led astray."""
        solve(self.solver)
        solution = self.solver.getSolution()
        self.duals = np.array(solution.row_dual)
        self.values = np.array(solution.col_value)

    def improve(self, choice: Choice) -> bool:
        """Adds what the choice has that is cheaper at the duals; False when nothing is."""
        cost, acts = self.measure(choice)
        groups = self.duals[: self.count]
        reduced = cost[: self.count] - self._worth(acts[:, : self.count])
        wanted = reduced - groups < -SOME * max(1.0, float(np.abs(groups).max(initial=0)))
        return bool(wanted.any()) and self.add(choice, wanted) > 0

    def _worth(self, acts: Floats) -> Floats:
        """By group what it counts for at the duals; not by BLAS, which takes cores of its own."""
        worth: Floats = (self.duals[self.count :, None] * acts).sum(axis=0)
        return worth

    def shadow(self) -> Shadow:
        """The multipliers that the duals are."""
        duals = self.duals[self.count :].tolist()
        return shadow_of(self.measure.rows, duals, self.measure.unit)

    @property
    def lacking(self) -> bool:
        """Whether some bound is met by its dear way out only."""
        return any(self.values[place] > SOME for place, _ in self.ways_out)

    def dearer(self) -> None:
        """Makes the ways out dearer."""
        self.penalties = [penalty * GROWTH for penalty in self.penalties]
        for place, at in self.ways_out:
            self.solver.changeColCost(place, self.penalties[at])

    def _bounds(self, first: Choice) -> None:
        """One pattern for each group; each bound less what is fixed."""
        _, acts = self.measure(first)
        lows, highs = [1.0] * self.count, [1.0] * self.count
        for row, fixed in zip(self.measure.rows, acts[:, self.count].tolist(), strict=True):
            rest = 0.0 if row.kind == "link" else row.bound - fixed
            lows.append(rest if row.at_least or row.kind == "link" else -np.inf)
            highs.append(rest if not row.at_least or row.kind == "link" else np.inf)
        count = len(lows)
        none = np.zeros(0, dtype=np.int32)
        starts = np.zeros(count, np.int32)
        self.solver.addRows(count, np.array(lows), np.array(highs), 0, starts, none, np.zeros(0))

    def _ways_out(self) -> None:
        """A dear way to meet each bound, which also keeps the multipliers in reason."""
        rows, unit = self.measure.rows, self.measure.unit
        dearest = float(self.measure.market.dearest.max(initial=1)) / unit
        self.penalties = [penalty(row, self.start, dearest, unit) for row in rows]
        signed = list(ways_out(rows))
        self.ways_out = [(place, at) for place, (at, _) in enumerate(signed)]
        self.patterns += [NO_PATTERN] * len(signed)
        size = len(signed)
        self.solver.addCols(
            size,
            np.array([self.penalties[at] for at, _ in signed]),
            np.zeros(size),
            np.full(size, np.inf),
            size,
            np.arange(size, dtype=np.int32),
            np.array([self.count + at for at, _ in signed], dtype=np.int32),
            np.array([sign for _, sign in signed]),
        )

    def _earnings(self) -> None:
        """A column for each bundle that can be earned: then it is, in all its lots."""
        by_earning: dict[int, list[int]] = {}
        for at, row in enumerate(self.measure.rows):
            if isinstance(row.key, tuple):
                by_earning.setdefault(row.key[0], []).append(self.count + at)
        for earning, places in by_earning.items():
            low = 1.0 if self.measure.situation.earned.get(earning) else 0.0
            index = np.array(places, dtype=np.int32)
            self.solver.addCol(0.0, low, 1.0, len(index), index, np.full(len(index), -1.0))
            self.patterns.append(NO_PATTERN)
