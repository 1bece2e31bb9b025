"""Good multipliers for one case: the linear program over what groups of lines take together.

Lines are grouped; a column of the program is what one group takes (its pattern). The duals price
the bounds; at these prices each group's cheapest pattern is found and added if it was missing; when
none is, the duals are the best multipliers there are (Dantzig and Wolfe, Operations Research 8,
1960). The bound itself is recomputed in whole numbers, so nothing here has to be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

from pricing.award.proof.bound import Bound, bound
from pricing.award.proof.drop import narrowed
from pricing.award.proof.exact import NEVER, REACH, Flags, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.names import reach_of
from pricing.award.proof.situation import Combination, Shadow, Situation
from pricing.award.proof.wholes import Wholes
from pricing.award.search.patterns import (
    FULL,
    Bounding,
    Choice,
    Floats,
    best_choice,
    bounding_rows,
    case_prices,
    groups_of,
    nothing_whole,
)

MAX_ROUNDS = 60
LARGEST = 1e8
PENALTY = 8.0
MAX_PENALTIES = 9
LEEWAY = 0.25
"part of the dearest price by which multipliers may grow at first"
KEPT = 12


NO_PATTERN = Choice(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)), -1


@dataclass
class Relaxed:
    """The best multipliers found for a case and what they bound; the last fractional award."""

    case: Situation
    "without what the multipliers it started from rule out"
    shadow: Shadow
    found: Bound
    columns: list[tuple[Choice, Ints, float]] = field(default_factory=list)
    "patterns in use: the choice, the rows of the group, the part of it taken"
    whole: bool = False
    "whether the fractional award is one, and breaks no bound"

    @property
    def tiers(self) -> Combination:
        return self.case.tiers


class Relaxation:
    """Bounds the cases of one market; patterns met before are tried first in the next case."""

    def __init__(self, market: Market, wholes: Wholes) -> None:
        self.market, self.wholes = market, wholes
        self.met: list[Choice] = []

    def relax(
        self, situation: Situation, target: int | None = None, start: Shadow | None = None
    ) -> Relaxed:
        """The best bound of the case; less good as soon as it reaches the target."""
        start = start or Shadow()
        if target is None:
            found = bound(self.market, self.wholes, situation, start)
        else:
            situation, found, closed = narrowed(self.market, self.wholes, situation, start, target)
            if closed:
                return Relaxed(situation, start, found)
        return _Master(self, situation, target).solve(start, found)

    def remember(self, choice: Choice) -> None:
        self.met = [choice, *self.met[: KEPT - 1]]


class _Master:
    def __init__(self, owner: Relaxation, situation: Situation, target: int | None) -> None:
        self.owner, self.market, self.situation = owner, owner.market, situation
        self.target = target
        self.rows = bounding_rows(self.market, situation)
        self.prices = case_prices(self.market, situation)
        self.groups = groups_of(self.market, situation)
        self.count = int(self.groups.max(initial=-1)) + 1
        dearest = float(self.market.dearest.max(initial=1))
        self.unit = max(1.0, dearest / LARGEST, float(self.market.scale))
        self.best: Relaxed
        self.must = np.zeros(len(self.market.lots), dtype=np.bool_)
        for at, earned in situation.earned.items():
            if earned:
                self.must[list(self.market.earnings[at].lots)] = True
        self.whole_costs = self._whole_costs()
        links = [(at, row.key) for at, row in enumerate(self.rows) if isinstance(row.key, tuple)]
        self.link_rows = np.array([at for at, _ in links], dtype=np.int64)
        self.link_earnings = np.array([key[0] for _, key in links], dtype=np.int64)
        self.link_lots = np.array([key[1] for _, key in links], dtype=np.int64)
        self.patterns: list[tuple[Choice, int]] = []
        self.constant = np.zeros(len(self.rows) + 1)

    def _whole_costs(self) -> Floats:
        """By whole offer its price, infinite where the case has no place for it."""
        costs = np.full(len(self.owner.wholes), np.inf)
        rows, prices = self.owner.wholes.offered(self.market, self.situation)
        for carrier, own in self.market.credits.items():
            mine = self.owner.wholes.carriers[rows] == carrier
            lots = self.owner.wholes.lots[rows[mine]]
            prices[mine] -= np.add.reduceat(own, self.market.starts)[lots]
        costs[rows] = prices
        return costs

    def solve(self, start: Shadow, found: Bound) -> Relaxed:
        self.start = start
        self.best = Relaxed(self.situation, start, found)
        if self._closed():
            return self.best
        if not self.rows:
            self._exact_when_unbounded()
            return self.best
        self._open()
        for _ in range(MAX_PENALTIES):
            self._rounds()
            if self._closed() or not self._artificial():
                break
            self._dearer_artificials()
        return self._finished()

    def _exact_when_unbounded(self) -> None:
        choice = best_choice(self.market, self.owner.wholes, self.best.found)
        self.best.columns = [(choice, np.arange(self.market.size), 1.0)]
        self.best.whole = True

    def _closed(self) -> bool:
        value = self.best.found.value
        return value is None or (self.target is not None and value >= self.target)

    def _try(self, shadow: Shadow) -> Bound:
        found = bound(self.market, self.owner.wholes, self.situation, shadow)
        known = self.best.found.value
        if found.value is None or (known is not None and found.value > known):
            self.best = Relaxed(self.situation, shadow, found)
        return found

    def _open(self) -> None:
        """The program with nothing but artificial columns, then the patterns known before."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("presolve", "off")
        self.solver = solver
        first = best_choice(self.market, self.owner.wholes, self.best.found)
        cost, acts = self._measure(first)
        self.constant = np.append(acts[:, self.count], cost[self.count])
        lows, highs = [1.0] * self.count, [1.0] * self.count
        for at, row in enumerate(self.rows):
            rest = row.bound - self.constant[at]
            low, high = (rest, np.inf) if row.at_least else (-np.inf, rest)
            if row.kind == "link":
                low = high = 0.0
            lows.append(low)
            highs.append(high)
        rows = len(lows)
        empty = np.zeros(0, dtype=np.int32)
        solver.addRows(
            rows, np.array(lows), np.array(highs), 0, np.zeros(rows, np.int32), empty, np.zeros(0)
        )
        self._artificials()
        self._earnings()
        if len(np.flatnonzero(self.groups >= 0)) * (self.market.carriers + 1) <= FULL:
            self._singles()
        for choice in (first, *self.owner.met):
            self._add(choice, None)

    def _artificials(self) -> None:
        """A dear way to meet each row, which also bounds the multipliers."""
        self.penalties = [self._penalty(row) for row in self.rows]
        self.artificial = []
        signed = [
            (at, sign)
            for at, row in enumerate(self.rows)
            for sign in (
                (1.0, -1.0) if row.kind == "link" else ((1.0,) if row.at_least else (-1.0,))
            )
        ]
        self.artificial = [(place, at) for place, (at, _) in enumerate(signed)]
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

    def _penalty(self, row: Bounding) -> float:
        dearest = float(self.market.dearest.max(initial=1)) / self.unit
        if row.kind == "link":
            assert isinstance(row.key, tuple)
            known = abs(self.start.links.get(row.key, 0))
            return 2.0 * known / self.unit + LEEWAY * dearest
        assert isinstance(row.key, int)
        into = self.start.needs if row.kind == "need" else self.start.demands
        known = into.get(row.key, 0)
        typical = max(1.0, float(row.amounts.max(initial=1)))
        return 2.0 * known / self.unit / float(1 << row.shift) + LEEWAY * dearest / typical

    def _earnings(self) -> None:
        """A column for each bundle that can be earned: then it is, in all its lots."""
        by_earning: dict[int, list[int]] = {}
        for at, row in enumerate(self.rows):
            if isinstance(row.key, tuple):
                by_earning.setdefault(row.key[0], []).append(at)
        for earning, rows in by_earning.items():
            low = 1.0 if self.situation.earned.get(earning) else 0.0
            self._column(0.0, 1.0, {self.count + at: -1.0 for at in rows}, low)
            self.patterns.append(NO_PATTERN)

    def _column(
        self, cost: float, high: float, entries: dict[int, float], low: float = 0.0
    ) -> None:
        index = np.array(list(entries), dtype=np.int32)
        values = np.array(list(entries.values()), dtype=np.float64)
        self.solver.addCol(cost, low, high, len(index), index, values)

    def _singles(self) -> None:
        """Every line alone at every carrier it may go to."""
        sizes = np.bincount(self.groups[self.groups >= 0], minlength=self.count)
        rows = np.flatnonzero(self.groups >= 0)
        rows = rows[sizes[self.groups[rows]] == 1]
        loose = [row for row in rows.tolist() if self.market.lot_of[row] not in self._whole_lots()]
        for column in range(self.market.carriers + 1):
            columns = np.full(self.market.size, column, dtype=np.int64)
            usable = np.array(loose, dtype=np.int64)
            usable = usable[self.prices[usable, column] < NEVER] if len(usable) else usable
            if len(usable):
                wanted = np.zeros(self.count, dtype=np.bool_)
                wanted[self.groups[usable]] = True
                self._add(Choice(columns, nothing_whole(self.market)), wanted)

    def _whole_lots(self) -> frozenset[int]:
        return self.market.whole_lots

    def _measure(self, choice: Choice) -> tuple[Floats, Floats]:
        """By group (the last: what is fixed) the cost, and by row and group what it adds up to."""
        groups = np.where(self.groups < 0, self.count, self.groups)
        picked = self.prices[np.arange(self.market.size), choice.columns].astype(np.float64)
        picked[picked >= NEVER] = np.inf
        if len(self.owner.wholes):
            self._take_wholes(choice, picked)
        cost = np.bincount(groups, picked, self.count + 1) / self.unit
        acts = np.zeros((len(self.rows), self.count + 1))
        for at, row in enumerate(self.rows):
            if row.kind != "link":
                won = choice.columns[row.lines] == row.carrier
                acts[at] = np.bincount(
                    groups[row.lines][won], row.amounts[won].astype(np.float64), self.count + 1
                )
        if len(self.link_rows):
            self._link_acts(choice, groups, acts)
        return cost, acts

    def _take_wholes(self, choice: Choice, picked: Floats) -> None:
        """The price of a lot taken whole, at its first row; none where the case forbids it."""
        market = self.market
        whole = choice.wholes >= 0
        picked[(whole | self.must)[market.lot_of]] = 0.0
        first = market.starts
        picked[first[self.must & ~whole]] = np.inf
        picked[first[whole]] = self.whole_costs[choice.wholes[whole]]

    def _link_acts(self, choice: Choice, groups: Ints, acts: Floats) -> None:
        """By link whether its lot is taken whole with its bundle."""
        taken = choice.wholes[self.link_lots]
        earned = self.owner.wholes.earned[np.maximum(taken, 0), self.link_earnings] & (taken >= 0)
        places = groups[self.market.starts[self.link_lots]]
        acts[self.link_rows[earned], places[earned]] = 1.0

    def _add(self, choice: Choice, wanted: Flags | None) -> int:
        """Adds the groups' patterns that are wanted and on offer; how many."""
        cost, acts = self._measure(choice)
        usable = np.isfinite(cost[: self.count])
        if wanted is not None:
            usable &= wanted
        places = np.flatnonzero(usable)
        if not len(places):
            return 0
        block = np.zeros((len(places), 1 + len(self.rows)))
        block[:, 0] = 1.0
        block[:, 1:] = acts[:, places].T
        filled = block != 0
        index = np.where(filled, np.arange(len(self.rows) + 1) + self.count - 1, 0)
        index[:, 0] = places
        starts = np.concatenate([[0], filled.sum(axis=1).cumsum()[:-1]]).astype(np.int32)
        self.solver.addCols(
            len(places),
            cost[places],
            np.zeros(len(places)),
            np.full(len(places), np.inf),
            int(filled.sum()),
            starts,
            index[filled].astype(np.int32),
            block[filled],
        )
        self.patterns += [(choice, int(group)) for group in places]
        return len(places)

    def _rounds(self) -> None:
        for _ in range(MAX_ROUNDS):
            self._run()
            solution = self.solver.getSolution()
            self.duals = np.array(solution.row_dual)
            self.values = np.array(solution.col_value)
            found = self._try(self._shadow())
            if self._closed() or not self._improve(found):
                return

    def _run(self) -> None:
        """Solves the program; once more from nothing when the last basis led astray."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self.solver.clearSolver()
            self.solver.run()

    def _improve(self, found: Bound) -> bool:
        choice = best_choice(self.market, self.owner.wholes, found)
        cost, acts = self._measure(choice)
        lambdas = self.duals[self.count :]
        reduced = cost[: self.count] - lambdas @ acts[:, : self.count]
        below = reduced - self.duals[: self.count]
        tolerance = 1e-7 * max(1.0, float(np.abs(self.duals[: self.count]).max(initial=0)))
        wanted = below < -tolerance
        return bool(wanted.any()) and self._add(choice, wanted) > 0

    def _shadow(self) -> Shadow:
        """The duals in whole numbers, of the right sign, and none so large that sums overflow."""
        shadow = Shadow({}, {}, {})
        most_link = REACH // len(self.rows)
        for row, dual in zip(self.rows, self.duals[self.count :].tolist(), strict=True):
            if row.kind == "link":
                assert isinstance(row.key, tuple)
                shadow.links[row.key] = round(max(-most_link, min(most_link, dual * self.unit)))
                continue
            value = max(0.0, dual if row.at_least else -dual)
            most = (REACH // len(self.rows) << row.shift) // reach_of(row.amounts, row.bound)
            whole = min(round(value * self.unit * 2**row.shift), most)
            into = shadow.needs if row.kind == "need" else shadow.demands
            assert isinstance(row.key, int)
            into[row.key] = whole
        return shadow

    def _artificial(self) -> bool:
        return any(self.values[place] > 1e-7 for place, _ in self.artificial)

    def _dearer_artificials(self) -> None:
        self.penalties = [penalty * PENALTY for penalty in self.penalties]
        for place, at in self.artificial:
            self.solver.changeColCost(place, self.penalties[at])

    def _finished(self) -> Relaxed:
        columns = []
        whole = not self._artificial()
        for place in np.flatnonzero(self.values > 1e-7).tolist():
            choice, group = self.patterns[place]
            if group >= 0:
                columns.append((choice, np.flatnonzero(self.groups == group), self.values[place]))
                whole = whole and self.values[place] > 1 - 1e-6
        fixed = np.flatnonzero(self.groups < 0)
        if len(fixed):
            columns.append(
                (best_choice(self.market, self.owner.wholes, self.best.found), fixed, 1.0)
            )
        self.best.columns, self.best.whole = columns, whole
        self.owner.remember(best_choice(self.market, self.owner.wholes, self.best.found))
        return self.best
