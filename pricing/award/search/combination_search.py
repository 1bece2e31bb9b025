"""The search over combinations of tiers: bounds the most promising, tables settle the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pricing.award.proof.bound import bound
from pricing.award.proof.combinations import open_combinations
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Combination, Shadow, everything
from pricing.award.proof.tables import tables
from pricing.award.search.branch import Budget, Node, prove
from pricing.award.search.core import NEAR
from pricing.award.search.dive import dive
from pricing.award.search.record import Record, floor_of, nearest
from pricing.award.search.relax import Relaxation, Relaxed
from pricing.award.search.waiting import Waiting

MANY_LINES = 3_000
NEAR_ENOUGH = 1e-7
"the part of a total that a first award of so many lines need not be looked for"
FEW_ALIKE = 8
"so few combinations are bounded sooner one by one"


class CombinationSearch:
    """The combinations of one market: each bounded roughly, then dived into, then proven.

    `budget` holds for each combination's own tree anew.
    """

    def __init__(self, relaxation: Relaxation, budget: Budget) -> None:
        self.relaxation, self.budget = relaxation, budget
        self.market: Market = relaxation.market
        self.records: list[Record] = []
        self.starts: dict[Combination, Shadow] = {}
        "those bounded, and the multipliers that this began with"
        self.deeper: dict[Combination, Node] = {}
        "those with a tree of their own"
        self.rough: dict[Combination, Relaxed] = {}
        "those of which only a rounded award was tried"
        self.waiting = Waiting(self.market, [], budget.target())
        self.first = 0
        "how many records were known when the open combinations were listed"

    def begin(self, first: Iterable[Combination]) -> None:
        """Bounds these, and lists what they leave open. Raises TooMany."""
        for tiers in first:
            self._bound(tiers)
        known, target = [record.tables for record in self.records], self.budget.target()
        self.first = len(known)
        self.waiting = Waiting(self.market, open_combinations(self.market, known, target), target)
        for one in known:
            self.waiting.learn(one, target)
        for tiers in self.deeper:
            self.waiting.close(tiers)
        self._forget()

    def begin_with_floor(self) -> int:
        """What every award costs at the least, by tables without multipliers."""
        floor = floor_of(self.market, self.relaxation.wholes)
        self.records, self.first = [floor], 1
        return floor.least

    @property
    def lowest(self) -> int | None:
        """The lowest bound of what is open, in parts of a fen; None when nothing is."""
        return self.waiting.lowest()[0] if len(self.waiting.rows) else None

    @property
    def costly(self) -> bool:
        """Whether the next step proves a combination, which may take long."""
        tiers = self.waiting.lowest()[1]
        return tiers in self.starts and tiers not in self.rough

    def step(self) -> None:
        """Bounds the most promising combination, dives into it, or proves it. Raises Unproven."""
        tiers = self.waiting.lowest()[1]
        if tiers in self.rough:
            self._dive(self.rough.pop(tiers))
        elif tiers in self.starts:
            self._deepen(tiers)
        else:
            known = len(self.records)
            self._bound(tiers)
            for record in self.records[known:]:
                self.waiting.learn(record.tables, self.budget.target())
        if tiers in self.deeper:
            self.waiting.close(tiers)
        self._forget()

    def _forget(self) -> None:
        """Leaves out what the best award closes by now."""
        self.waiting.forget(self.budget.target())
        self.rough = {
            tiers: relaxed for tiers, relaxed in self.rough.items() if self.waiting.is_open(tiers)
        }

    def _bound(self, tiers: Combination) -> None:
        """Bounds one combination, keeps its tables and what it suggests for an award."""
        if tiers in self.starts:
            return
        self.budget.counted()
        case, wholes = everything(self.market, tiers), self.relaxation.wholes
        start = self._nearest(tiers)
        target = self.budget.target()
        relaxed = self.relaxation.relax(case, target, start)
        self.starts[tiers] = start
        value = relaxed.found.value
        closed = value is None or value >= target
        if closed and relaxed.parts is None and self._few_alike(tiers):
            self.deeper[tiers] = Node()
            return
        full = bound(self.market, wholes, case, relaxed.shadow)
        made = tables(self.market, wholes, case, relaxed.shadow, full)
        self.records.append(Record(tiers, relaxed.shadow, made))
        if not closed:
            self.budget.offer(relaxed)
            self.rough[tiers] = relaxed
        elif full.value is not None and full.value < target:
            self.deeper[tiers] = Node() if relaxed.parts is None else Node(relaxed.shadow)

    def _few_alike(self, tiers: Combination) -> bool:
        """Whether tables of the combination would settle few of those listed."""
        return len(self.waiting.rows) > 0 and self.waiting.like(tiers) < FEW_ALIKE

    def _dive(self, relaxed: Relaxed) -> None:
        near = NEAR_ENOUGH if self.market.size > MANY_LINES else NEAR
        for columns in dive(self.relaxation, relaxed, self.budget.target(), near):
            self.budget.decided(columns)

    def _nearest(self, tiers: Combination) -> Shadow:
        """The multipliers of the known combination that bounds this one best."""
        best = self.waiting.best_tables(tiers)
        return self.records[best].shadow if best >= 0 else nearest(self.records, self.market, tiers)

    def _deepen(self, tiers: Combination) -> None:
        case, budget = everything(self.market, tiers), replace(self.budget)
        self.deeper[tiers] = prove(self.relaxation, case, self.starts[tiers], budget)
