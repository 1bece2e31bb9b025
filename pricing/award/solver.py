"""The search for the award: one 0/1 program, every answer checked in exact integers."""

import math
import time
from collections.abc import Iterable
from itertools import chain

from pricing.award.enumerate import enumerate_best
from pricing.award.explain import find_conflicts
from pricing.award.guesses import aimed_guesses, first_guesses
from pricing.award.highs import Found, Sight, minimise
from pricing.award.incumbent import Incumbent, Report
from pricing.award.leaves import Leaves
from pricing.award.model import Model, Row
from pricing.award.offers import least_costs
from pricing.award.outcome import Outcome
from pricing.award.problem import Problem
from pricing.award.result import MAX_TIED_LINES
from pricing.award.rules import Carriers
from pricing.award.ties import break_ties
from pricing.money import WHOLE_BPS

MAX_ROUNDS = 100


def decide(
    problem: Problem,
    *,
    deadline: float = math.inf,
    gap_bps: float = 0,
    report: Report | None = None,
    guesses: Iterable[Carriers] = (),
) -> Outcome:
    """Award the problem, by `deadline` (monotonic seconds) or within `gap_bps` of the least.

    `guesses` are assignments to start from, such as the awards of other scenarios.
    """
    best = Incumbent(problem, report)
    for guess in chain(guesses, first_guesses(problem), aimed_guesses(problem)):
        best.offer(guess)
    search = _Search(best, deadline, gap_bps)
    if search.infeasible():
        conflicts, minimal = find_conflicts(problem, deadline)
        return Outcome("infeasible", conflicts=conflicts, conflicts_minimal=minimal)
    if best.settlement is None:
        return Outcome("undecided", bound=best.bound)
    exact = best.proven and search.ties_broken()
    return Outcome("optimal" if exact else "feasible", best.settlement.carriers, best.bound)


class _Search:
    """The first stage: the least total; then the ties."""

    def __init__(self, best: Incumbent, deadline: float, gap_bps: float) -> None:
        self.best = best
        self.deadline = deadline
        self.model = Model(best.problem)
        self.unit = math.gcd(*self.model.costs) or 1
        self.costs = [cost // self.unit for cost in self.model.costs]
        self.slack = gap_bps / WHOLE_BPS * self.model.floor / self.unit
        self.cuts: list[Row] = []
        self.enumerated = False
        self.dropped: frozenset[int] = frozenset()

    def infeasible(self) -> bool:
        """Runs the search; True when it is proven that no award meets the rules."""
        self.best.raise_bound(self._floor())
        self._drop()
        for _ in range(MAX_ROUNDS):
            if self.best.proven or self._late():
                return False
            room = self._room()
            found = minimise(
                self.costs,
                [*self.model.rows, *self.cuts],
                fixed=self._too_dear(),
                seconds=self.deadline - time.monotonic(),
                slack=self.slack,
                watch=self._watch,
            )
            if found.status == "infeasible" and self.best.settlement is None:
                return self.model.complete
            if not self._again(found, room):
                break
        return not self.best.proven and not self.slack and self._enumerate()

    def ties_broken(self) -> bool:
        """True when the award is the one that the tie rule names, or has too many lines for it."""
        settlement = self.best.settlement
        if settlement is None or len(settlement.carriers) > MAX_TIED_LINES or self.enumerated:
            return settlement is not None
        tied = break_ties(self.model, settlement, self._too_dear(), self.deadline)
        if tied is not None:
            self.best.offer(tied)
        return tied is not None

    def _again(self, found: Found, room: int | None) -> bool:
        """Takes in what a run found; True when another run could prove more."""
        self._learn(found.bound)
        if found.status != "optimal" or found.values is None:
            return False
        carriers = self.model.carriers(found.values)
        if self.best.offer(carriers) is None:
            self.cuts.append(self.model.forbid(carriers))
            return True
        now = self._room()
        narrowed = room is None or (now is not None and now < room)
        return not self.best.proven and not self.slack and narrowed

    def _watch(self, sight: Sight) -> None:
        self._learn(sight.bound)
        if sight.values is not None:
            self.best.offer(self.model.carriers(sight.values))

    def _learn(self, bound: float | None) -> None:
        """Raises the bound to the next possible total above what floating point is sure of."""
        if bound is not None and self.model.complete and math.isfinite(bound):
            sure = math.ceil(bound - self._doubt())
            self.best.raise_bound(self.model.floor + self.unit * sure)

    def _doubt(self) -> float:
        """By how much, in units, a bound from floating point may be too high."""
        room = self._room()
        reach = sum(self.costs) if room is None else room
        return 0.01 + reach * (len(self.costs) + 32) * 2.0**-50

    def _room(self) -> int | None:
        """How far, in units, the best award lies above the sum of each line's least cost."""
        if self.best.objective is None:
            return None
        return (self.best.objective - self.model.floor) // self.unit

    def _too_dear(self) -> frozenset[int]:
        room = self._room()
        if room is None or not self.model.complete:
            return frozenset()
        return self.dropped | {at for at, cost in enumerate(self.costs) if cost > room}

    def _drop(self) -> None:
        if self.model.complete:
            self.dropped = Leaves(self.model, self.best).dropped(self.deadline)

    def _enumerate(self) -> bool:
        """For amounts too wide for floating point; True when no award meets the rules."""
        if not enumerate_best(self.best, self.deadline):
            return False
        self.enumerated = True
        if self.best.objective is not None:
            self.best.raise_bound(self.best.objective)
        return self.best.settlement is None

    def _floor(self) -> int:
        """A bound without any search."""
        if self.model.complete:
            return self.model.floor
        return sum(min(row.values(), default=0) for row in least_costs(self.best.problem))

    def _late(self) -> bool:
        return time.monotonic() >= self.deadline
