"""Good multipliers for one case: the linear program over what groups of lines take together.

Lines are grouped; a column of the program is what one group takes (its pattern). The duals price
the bounds; at these prices each group's cheapest pattern is found and added if it was missing; when
none is, the duals are the best multipliers there are (Dantzig and Wolfe, Operations Research 8,
1960). The bound itself is recomputed in whole numbers, so nothing here has to be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from pricing.award.proof.bound import Bound, bound
from pricing.award.proof.drop import narrowed
from pricing.award.proof.exact import NEVER
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Combination, Shadow, Situation, everything
from pricing.award.proof.wholes import Wholes
from pricing.award.search.listed import Listed, few_choices
from pricing.award.search.measure import Measure
from pricing.award.search.patterns import (
    FULL,
    Choice,
    Floats,
    best_choice,
    earn,
    nothing_whole,
)
from pricing.award.search.program import SOME, Program

MAX_ROUNDS = 60
MAX_GROWTHS = 9
KEPT = 12
MAX_LISTED = 48


@dataclass
class Relaxed:
    """The best multipliers found for a case and what they bound; the last fractional award."""

    case: Situation
    "without what the multipliers it started from rule out"
    shadow: Shadow
    found: Bound
    parts: Floats | None = None
    "by row and column, how much of the line the fractional award gives to it"
    bundles: dict[int, float] = field(default_factory=dict)
    "by earning, how much of it the fractional award earns"

    def taken(self, market: Market) -> Floats:
        """A copy of the parts; zeros where none are known."""
        if self.parts is None:
            return np.zeros((market.size, market.carriers + 1))
        return self.parts.copy()

    @property
    def tiers(self) -> Combination:
        return self.case.tiers


class Relaxation:
    """Bounds the cases of one market; patterns met before are tried first in the next case."""

    def __init__(self, market: Market, wholes: Wholes) -> None:
        self.market, self.wholes = market, wholes
        self.met: list[Choice] = []
        self.listed: dict[frozenset[int], Listed] = {}
        self.only: Listed | None = None

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
        first = Relaxed(situation, start, found)
        if self.only is not None or few_choices(self.market, situation):
            return self._listed(first, target)
        return _Rounds(self, first, target).relaxed()

    def _listed(self, first: Relaxed, target: int | None) -> Relaxed:
        best, situation = first, first.case
        for solved in self._program(situation).solve(situation, first.shadow):
            found = bound(self.market, self.wholes, situation, solved.shadow)
            known = best.found.value
            if known is not None and found.value is not None and found.value < known:
                best = replace(best, parts=solved.parts, bundles=solved.bundles)
            else:
                best = Relaxed(situation, solved.shadow, found, solved.parts, solved.bundles)
            if found.value is None or (target is not None and found.value >= target):
                break
        return best

    def within(self, situation: Situation) -> Relaxation:
        """A relaxation for the parts of a case only."""
        inner = Relaxation(self.market, self.wholes)
        inner.met = self.met
        if few_choices(self.market, situation):
            inner.only = Listed(self.market, self.wholes, situation, any_tier=False)
        return inner

    def _program(self, situation: Situation) -> Listed:
        if self.only is not None:
            return self.only
        winners = frozenset(
            scope.carrier
            for scope, tier in zip(self.market.scopes, situation.tiers, strict=True)
            if tier != OUT
        )
        known = self.listed.pop(winners, None)
        if known is None:
            every = everything(self.market, situation.tiers)
            known = Listed(self.market, self.wholes, every, any_tier=True)
        self.listed[winners] = known
        if len(self.listed) > MAX_LISTED:
            del self.listed[next(iter(self.listed))]
        return known

    def remember(self, choice: Choice) -> None:
        self.met = [choice, *self.met[: KEPT - 1]]


class _Rounds:
    """Program and patterns in turn, from a first bound to the best one."""

    def __init__(self, owner: Relaxation, first: Relaxed, target: int | None) -> None:
        self.owner, self.market = owner, owner.market
        self.best, self.target = first, target
        self.case = first.case
        self.measure = Measure(self.market, owner.wholes, self.case)

    def relaxed(self) -> Relaxed:
        if self._closed():
            return self.best
        if not self.measure.rows:
            self.best.parts = self._parts_of(self._choice(self.best.found))
            return self.best
        program = self._program()
        for _ in range(MAX_GROWTHS):
            self._rounds(program)
            if self._closed() or not program.lacking:
                break
            program.dearer()
        return self._finished(program)

    def _choice(self, found: Bound) -> Choice:
        return best_choice(self.market, self.owner.wholes, found)

    def _closed(self) -> bool:
        value = self.best.found.value
        return value is None or (self.target is not None and value >= self.target)

    def _program(self) -> Program:
        """With one pattern for every group, those met before; in small cases all single ones."""
        first = self._choice(self.best.found)
        program = Program(self.measure, first, self.best.shadow)
        if int((self.measure.groups >= 0).sum()) * (self.market.carriers + 1) <= FULL:
            self._add_singles(program)
        for choice in (first, *self.owner.met):
            program.add(choice)
        return program

    def _add_singles(self, program: Program) -> None:
        """Every line that is a group of its own at every carrier it may go to."""
        groups, market = self.measure.groups, self.market
        sizes = np.bincount(groups[groups >= 0], minlength=self.measure.count)
        rows = np.flatnonzero(groups >= 0)
        rows = rows[sizes[groups[rows]] == 1]
        whole = np.array(sorted(market.whole_lots), dtype=np.int64)
        rows = rows[~np.isin(market.lot_of[rows], whole)]
        for column in range(market.carriers + 1):
            usable = rows[self.measure.prices[rows, column] < NEVER]
            if len(usable):
                wanted = np.zeros(self.measure.count, dtype=np.bool_)
                wanted[groups[usable]] = True
                columns = np.full(market.size, column, dtype=np.int64)
                program.add(Choice(columns, nothing_whole(market)), wanted)

    def _rounds(self, program: Program) -> None:
        for _ in range(MAX_ROUNDS):
            program.run()
            found = self._try(program.shadow())
            if self._closed() or not program.improve(self._choice(found)):
                return

    def _try(self, shadow: Shadow) -> Bound:
        found = bound(self.market, self.owner.wholes, self.case, shadow)
        known = self.best.found.value
        if found.value is None or (known is not None and found.value > known):
            self.best = Relaxed(self.case, shadow, found)
        return found

    def _finished(self, program: Program) -> Relaxed:
        groups = self.measure.groups
        choice = self._choice(self.best.found)
        parts = self._parts_of(choice)
        parts[groups >= 0] = 0.0
        for place in np.flatnonzero(program.values > SOME).tolist():
            pattern, group = program.patterns[place]
            if group >= 0:
                rows, part = np.flatnonzero(groups == group), float(program.values[place])
                parts[rows, pattern.columns[rows]] += part
                whole = int(pattern.wholes[self.market.lot_of[rows[0]]])
                if whole >= 0:
                    earn(self.best.bundles, self.market, self.owner.wholes, whole, part)
        self.best.parts = parts
        self.owner.remember(choice)
        return self.best

    def _parts_of(self, choice: Choice) -> Floats:
        parts = np.zeros((self.market.size, self.market.carriers + 1))
        parts[np.arange(self.market.size), choice.columns] = 1.0
        return parts
