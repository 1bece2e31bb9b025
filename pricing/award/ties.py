"""The tie rule: among equal totals the fewest unserved, the fewest winners, the first carriers."""

import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import chain

from pricing.award.highs import minimise
from pricing.award.model import Model, Row
from pricing.award.rules import Carriers, Settlement, breaches, settle

MAX_WEIGHT = 2**20  # what one run may weigh: small integers, exact in floating point
MAX_ROUNDS = 100


def break_ties(
    model: Model, settlement: Settlement, too_dear: frozenset[int], deadline: float
) -> Carriers | None:
    """The assignment that the tie rule names at this least total; None when not settled in time."""
    breaker = _TieBreaker(model, settlement, too_dear, deadline)
    try:
        breaker.fewest(model.unserved, lambda found: found.rank[1], 0)
        breaker.fewest(model.winner, lambda found: found.rank[2], 1)
        breaker.first_carriers()
    except _Unsettled:
        return None
    return breaker.best.carriers


class _Unsettled(Exception):
    """Time ran out, or floating point could not tell."""


class _TieBreaker:
    def __init__(
        self, model: Model, settlement: Settlement, too_dear: frozenset[int], deadline: float
    ) -> None:
        self.model = model
        self.best = settlement
        self.deadline = deadline
        self.room = settlement.objective - model.floor
        self.fixed = set(too_dear)
        self.fixed.update(at for at, cost in enumerate(model.costs) if cost > self.room)
        costs = {at: cost for at, cost in enumerate(model.costs) if cost and at not in self.fixed}
        self.rows = [*model.rows, Row(costs, None, self.room)]
        self._fix_by_reduced_cost()
        self.order: list[str | None] = [*model.problem.carriers, None]

    def fewest(
        self, columns: list[int | None] | list[int], count: Callable[[Settlement], int], least: int
    ) -> None:
        """As few of the columns as can be, and no more from here on."""
        known = [column for column in columns if column is not None]
        if count(self.best) > least:
            self._take(dict.fromkeys(known, 1))
        self.rows.append(Row(dict.fromkeys(known, 1), None, count(self.best)))

    def first_carriers(self) -> None:
        """The lexicographically smallest carriers, as many lines at a time as a weight can hold."""
        batch: list[int] = []
        size = 1
        for line in range(len(self.best.carriers)):
            choices = len(self._choices(line))
            if size * choices > MAX_WEIGHT:
                self._settle_batch(batch)
                batch, size = [], 1
            if choices > 1:
                batch.append(line)
                size *= choices
        self._settle_batch(batch)

    def _settle_batch(self, lines: list[int]) -> None:
        weights: dict[int, int] = defaultdict(int)
        size, first = 1, True
        for line in reversed(lines):
            choices = self._choices(line)
            first = first and choices[0] == self.best.carriers[line]
            for place, carrier in enumerate(choices):
                for column in self.model.choice(line, carrier):
                    weights[column] += place * size
            size *= len(choices)
        if not first:
            self._take(weights)
        for line in lines:
            others = (c for c in self._choices(line) if c != self.best.carriers[line])
            self.fixed.update(
                chain.from_iterable(self.model.choice(line, carrier) for carrier in others)
            )

    def _choices(self, line: int) -> list[str | None]:
        """The carriers that the line can still go to, in the order of the tie rule."""
        return [
            carrier
            for carrier in self.order
            if any(column not in self.fixed for column in self.model.choice(line, carrier))
        ]

    def _take(self, weights: Mapping[int, int]) -> None:
        """Makes the best award at this total with the least weight the best one."""
        costs = [weights.get(column, 0) for column in range(self.model.width)]
        for _ in range(MAX_ROUNDS):
            found = minimise(
                costs,
                self.rows,
                fixed=frozenset(self.fixed),
                seconds=self.deadline - time.monotonic(),
            )
            if found.status != "optimal" or found.values is None:
                raise _Unsettled
            settlement = settle(self.model.problem, self.model.carriers(found.values))
            if settlement.objective == self.best.objective and not breaches(settlement):
                self.best = settlement
                return
            self.rows.append(self.model.forbid(settlement.carriers))
        raise _Unsettled

    def _fix_by_reduced_cost(self) -> None:
        """Leaves out what the relaxation shows to be too dear for any award at this total."""
        unit = math.gcd(*self.model.costs) or 1
        costs = [cost // unit for cost in self.model.costs]
        found = minimise(
            costs,
            self.model.rows,
            fixed=frozenset(self.fixed),
            seconds=self.deadline - time.monotonic(),
            relaxed=True,
        )
        if found.status != "optimal" or found.bound is None or found.reduced is None:
            return
        room = self.room // unit
        margin = 1 + room * 1e-6
        for column, reduced in enumerate(found.reduced):
            if found.bound + reduced > room + margin:
                self.fixed.add(column)
