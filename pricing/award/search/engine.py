"""The whole search: winners told apart where parts stand alone, parts bounded one by one."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

import numpy as np

from pricing.award.cores import Cores
from pricing.award.proof.exact import NEVER, Ints, exact_sum
from pricing.award.proof.market import Market
from pricing.award.proof.parts import across, crossing, part, parts_of
from pricing.award.search.across_parts import price_demands
from pricing.award.search.assess import Assessed, assess
from pricing.award.search.case import TOGETHER, Case, cases_of
from pricing.award.search.pool import Pool
from pricing.award.search.search import MAX_NODES, Search

FEW_NODES = 60
"for a combination of a part while multipliers are still looked for"


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
        cores: Cores | None = None,
    ) -> None:
        self.cores, self.counting = cores or Cores(), Lock()
        self.market, self.deadline, self.gap_bps = market, deadline, gap_bps
        self.told, self.learnt, self.counted = told, learnt, counted
        self.best: int | None = None
        self.columns: Ints | None = None
        self.parts = parts_of(market)
        self.crossing = crossing(market, self.parts)
        self.cases = cases_of(market, self.parts, self.crossing)

    def run(self) -> None:
        """Works through the cases; through the whole at once where parts alone prove too little."""
        self._run_cases()
        if self.crossing and self.gave_up:
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
                self.open(case)
                self._work(case)
            self.learnt(self.lower)
            if self._near():
                return

    def prove_floors(self) -> None:
        """Bounds the cases that were never begun as high as their floors showed them to be."""
        for case in self.cases:
            if not case.parts:
                self._lay_out(case)
                self.cores.each(Search.begin_with_floor, case.parts)
                if self._closed(case):
                    continue
                self.open(case)
            self._begin_rest(case)
            for one in case.parts:
                if not one.begun:
                    one.begin_with_floor()
            self.steps(case)

    @property
    def lower(self) -> int:
        """What every award costs at the least, in parts of a fen."""
        lowest = min((case.lower for case in self.cases), default=NEVER)
        return lowest if self.best is None else min(lowest, self.best)

    @property
    def gave_up(self) -> bool:
        """Whether it stopped short of a proof and of the gap, with time to spare."""
        return not (self.proven or self._near() or self._late())

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

    def _late(self) -> bool:
        return time.monotonic() >= self.deadline

    def _closed(self, case: Case) -> bool:
        return case.lower >= self.target

    def done(self, case: Case) -> bool:
        """Whether nothing more needs to be, or can be, learnt of the case."""
        return self._late() or self._closed(case) or self._near()

    def _near(self) -> bool:
        """Whether the best award is known to be within the gap asked for."""
        if self.best is None or self.gap_bps <= 0:
            return False
        return (self.best - self.lower) * 10_000 <= self.gap_bps * self.best

    def open(self, case: Case) -> None:
        """Begins each part of the case, as long as it is worth it."""
        self._lay_out(case)
        for first in range(0, len(case.parts), TOGETHER):
            self.cores.each(Search.begin, case.parts[first : first + TOGETHER])
            self._combine(case)
            if self._closed(case) or self._late():
                break

    def _begin_rest(self, case: Case) -> None:
        rest = [one for one in case.parts if not one.begun and not one.stuck]
        self.cores.each(Search.begin, rest)

    def _lay_out(self, case: Case) -> None:
        """The parts of the case, at its multipliers."""
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
                case.pool = self._pool(case, case.winners)

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
            counted=self._count,
            limit=exact_sum(self.market.dearest) + self.market.scale,
            whole=whole,
            kept=kept,
            nodes=nodes,
        )

    def _count(self) -> None:
        with self.counting:
            self.counted()

    def _pool(self, case: Case, winners: frozenset[int]) -> Pool:
        demands = [at for at in self.crossing if self.market.demands[at].carrier in winners]
        return Pool(self.market, demands, case.rows)

    def _keeper(self, case: Case, part: int) -> Callable[[Assessed, Ints], None]:
        def keep(known: Assessed, columns: Ints) -> None:
            if case.pool is not None:
                case.pool.add(part, known, columns)

        return keep

    def _work(self, case: Case) -> None:
        """Steps through the parts that are least sure, until the case is closed or stuck."""
        self.steps(case)
        if case.pool is not None:
            price_demands(self, case, case.pool)

    def steps(self, case: Case) -> None:
        while not self.done(case):
            self._begin_rest(case)
            self._combine(case)
            least_sure = case.least_sure()
            if case.sure_enough(self.gap_bps) or not least_sure or self._near():
                return
            self.cores.each(Search.step, least_sure)
            self.learnt(self.lower)

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
