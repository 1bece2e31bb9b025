"""The search over combinations of tiers: bounds the most promising, tables settle the rest."""

from __future__ import annotations

import time
from collections.abc import Callable

from pricing.award.proof.bound import bound
from pricing.award.proof.combinations import TooMany, open_combinations
from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Combination, Shadow, everything
from pricing.award.proof.tables import tables
from pricing.award.proof.wholes import list_wholes
from pricing.award.search.assess import Assessed, assess, credited
from pricing.award.search.branch import Budget, Node, Unproven, prove
from pricing.award.search.core import NEAR
from pricing.award.search.dive import dive
from pricing.award.search.patterns import Choice, nothing_whole
from pricing.award.search.range_tree import RangeTree, few_lines, ranges_first
from pricing.award.search.record import Record, floor_of, nearest
from pricing.award.search.relax import Relaxation, Relaxed
from pricing.award.search.rounding import rounded
from pricing.award.search.starts import start_awards
from pricing.award.search.waiting import NONE, Waiting

MAX_NODES = 20_000
MANY_LINES = 3_000
NEAR_ENOUGH = 1e-7
"the part of a total that a first award of so many lines need not be looked for"
FEW_ALIKE = 8
"so few combinations are bounded sooner one by one"


class Search:
    """The cheapest award of one market, with its proof, step by step.

    Everything is in parts of a fen. `limit` is more than any award of the problem costs; `whole`
    says that totals are whole fen, so that a bound less than a fen below the best proves it.
    """

    def __init__(
        self,
        market: Market,
        *,
        deadline: float,
        told: Callable[[Ints], None],
        counted: Callable[[], None],
        limit: int,
        whole: bool = True,
        kept: Callable[[Assessed, Ints], None] = lambda _, __: None,
        nodes: int = MAX_NODES,
    ) -> None:
        self.market, self.limit = market, limit
        self.wholes = list_wholes(market)
        self.relaxation = Relaxation(market, self.wholes)
        self.deadline = deadline
        self.told, self.counted, self.kept, self.nodes = told, counted, kept, nodes
        self.step_down = market.scale - 1 if whole else 0
        self.best: int | None = None
        self.columns: Ints | None = None
        self.records: list[Record] = []
        self.deeper: dict[Combination, tuple[Shadow, Node]] = {}
        self.starts: dict[Combination, Shadow] = {}
        self.rough: dict[Combination, Relaxed] = {}
        "cases of which only a rounded award was tried"
        self.waiting: Waiting | None = None
        self.ranges: RangeTree | None = None
        self.proven = self.stuck = False
        self.lower = -NONE if market.credits else 0
        self.first = 0
        "how many records were known when the open combinations were listed"

    @property
    def target(self) -> int:
        """What a bound must reach to close a case."""
        if self.best is None:
            return self.limit
        return self.best - self.step_down

    @property
    def begun(self) -> bool:
        """Whether there is a bound and a proof of it."""
        return self.waiting is not None or self.ranges is not None

    @property
    def certain(self) -> int:
        """What every award costs at the least; the best award's total once that is proven."""
        return self.lower if self.best is None or not self.proven else self.best

    def offer(self, columns: Ints, *, tell: bool = True) -> Assessed | None:
        """What the choices come to, None if they are no award; kept if they are the best one."""
        known = assess(self.market, columns)
        if known is None:
            return None
        self.kept(known, columns)
        total = known.total - credited(self.market, columns)
        if self.best is None or total < self.best:
            self.best, self.columns = total, columns.copy()
            if tell:
                self.told(self.columns)
        return known

    def begin(self) -> None:
        """First awards, first bounds, and the list of what they leave open."""
        tried: list[tuple[int, Combination]] = []
        for tiers, columns in start_awards(self.market):
            known = self.offer(columns, tell=False)
            tried.append((NONE if known is None else known.total, known.tiers if known else tiers))
            self.relaxation.remember(Choice(columns, nothing_whole(self.market)))
            if self._late():
                break
        if self.columns is not None:
            self.told(self.columns)
        if self._late():
            return
        if ranges_first(self.market):
            self._begin_ranges()
            return
        for _, tiers in sorted(set(tried))[:2]:
            if tiers not in self.starts:
                self._bound(tiers)
        try:
            known_tables = [record.tables for record in self.records]
            open_ = open_combinations(self.market, known_tables, self.target)
        except TooMany:
            self._begin_ranges()
            return
        self.first = len(self.records)
        self.waiting = Waiting(self.market, open_, self.target)
        for record in self.records:
            self.waiting.learn(record.tables, self.target)
        for tiers in self.deeper:
            self.waiting.close(tiers)
        self._settle()

    def _begin_ranges(self) -> None:
        """Where combinations are too many to list: ranges of tiers, if there are few lines."""
        if not few_lines(self.market):
            self.stuck = True
            return
        self.ranges = RangeTree(self.relaxation, self._budget())
        self._settle_ranges(self.ranges)

    def _step_ranges(self, ranges: RangeTree) -> None:
        try:
            ranges.step()
        except Unproven:
            self.stuck = True
        self._settle_ranges(ranges)

    def _settle_ranges(self, ranges: RangeTree) -> None:
        value = self.target if ranges.lowest is None else ranges.lowest
        self.lower = max(self.lower, min(value, self.target))
        self.proven = value >= self.target

    def begin_with_floor(self) -> None:
        """A bound only: what the best tiers would cost if they could all be had."""
        self.records, self.first = [floor_of(self.market, self.wholes)], 1
        self.waiting = Waiting(self.market, [], self.target)
        self.lower = max(self.lower, self.records[0].least)
        self.stuck = True

    @property
    def costly(self) -> bool:
        """Whether the next step looks deeper into a combination, which may take long."""
        if self.ranges is not None:
            return not self.proven
        if self.waiting is None or self.proven:
            return False
        tiers = self.waiting.lowest()[1]
        return tiers in self.starts and tiers not in self.rough

    def step(self) -> None:
        """Bounds the most promising combination, or looks deeper into it; sets `lower`."""
        if self.proven or self.stuck or self._late():
            return
        if self.ranges is not None:
            self._step_ranges(self.ranges)
            return
        assert self.waiting is not None
        tiers = self.waiting.lowest()[1]
        if tiers in self.rough:
            self._dive(self.rough.pop(tiers))
        elif tiers in self.starts:
            self.stuck = not self._deepen(tiers)
        else:
            known = len(self.records)
            self._bound(tiers)
            for record in self.records[known:]:
                self.waiting.learn(record.tables, self.target)
        if tiers in self.deeper:
            self.waiting.close(tiers)
        self._settle()

    def _settle(self) -> None:
        assert self.waiting is not None
        self.waiting.forget(self.target)
        value = self.waiting.lowest()[0]
        self.lower = max(self.lower, min(value, self.target))
        self.proven = value >= self.target
        for tiers in [tiers for tiers in self.rough if not self.waiting.is_open(tiers)]:
            del self.rough[tiers]

    def _late(self) -> bool:
        return time.monotonic() >= self.deadline

    def _bound(self, tiers: Combination) -> None:
        """Bounds one combination, keeps its tables and what it suggests for an award."""
        self.counted()
        case = everything(self.market, tiers)
        start = self._nearest(tiers)
        relaxed = self.relaxation.relax(case, self.target, start)
        self.starts[tiers] = start
        value = relaxed.found.value
        closed = value is None or value >= self.target
        if closed and relaxed.parts is None and self._few_alike(tiers):
            self.deeper[tiers] = start, Node()
            return
        full = bound(self.market, self.wholes, case, relaxed.shadow)
        made = tables(self.market, self.wholes, case, relaxed.shadow, full)
        self.records.append(Record(tiers, relaxed.shadow, made))
        if closed:
            if full.value is not None and full.value < self.target:
                own = Node() if relaxed.parts is None else Node(relaxed.shadow)
                self.deeper[tiers] = start, own
            return
        self._suggest(relaxed)
        self.rough[tiers] = relaxed

    def _few_alike(self, tiers: Combination) -> bool:
        """Whether tables of the combination would settle few others."""
        return self.waiting is not None and self.waiting.like(tiers) < FEW_ALIKE

    def _dive(self, relaxed: Relaxed) -> None:
        near = NEAR_ENOUGH if self.market.size > MANY_LINES else NEAR
        for columns in dive(self.relaxation, relaxed, self.target, near):
            self.offer(columns)

    def _nearest(self, tiers: Combination) -> Shadow:
        """The multipliers of the known combination that bounds this one best."""
        if self.waiting is not None and self.waiting.best_tables(tiers) >= 0:
            return self.records[self.waiting.best_tables(tiers)].shadow
        return nearest(self.records, self.market, tiers)

    def _suggest(self, relaxed: Relaxed) -> None:
        for columns in rounded(self.market, relaxed):
            self.offer(columns)

    def _deepen(self, tiers: Combination) -> bool:
        start, case = self.starts[tiers], everything(self.market, tiers)
        try:
            root = prove(self.relaxation, case, start, self._budget())
        except Unproven:
            return False
        self.deeper[tiers] = start, root
        return True

    def _budget(self) -> Budget:
        return Budget(
            deadline=self.deadline,
            nodes=self.nodes,
            target=lambda: self.target,
            offer=self._suggest,
            decided=self.offer,
            counted=self.counted,
        )
