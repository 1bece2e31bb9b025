"""What each rule costs: how much less the least total would be without it.

Many rules at once are dropped together: where even that saves nothing, none of them costs
anything, for every award under fewer of them costs at least as much. Else the rules that the award
without them breaks are looked at apart from the others, down to single ones.
"""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from pricing.award import Undecided
from pricing.award.named_rules import rule_paths, with_rules
from pricing.award.problem import Problem
from pricing.award.reasons.never_binds import never_binds
from pricing.award.rules import breaches, settle
from pricing.award.sharing import Known, Solver, known_of, solve_sharing

LEAST_SECONDS = 1.0
SERVED = "/outside_option_minor"


class How(StrEnum):
    """How the cost of a rule is known."""

    NEVER_BINDS = "never_binds"
    "no award that the quotes allow could break it"
    PROVEN_FREE = "proven_free"
    "dropped, even together with others, it saves nothing"
    COMPUTED = "computed"
    "by the award without it alone"
    OPEN = "open"
    "time was up; the cost is between its two ends"


@dataclass(frozen=True)
class RuleCost:
    """Between two amounts in fen, equal where it is exact; `without_minor`: the total found."""

    path: str
    how: How
    least_minor: int
    most_minor: int
    without_minor: int | None = None


Told = Callable[[Sequence[RuleCost]], None]


def priced_rules(problem: Problem) -> list[str]:
    """The paths of the rules that have a cost. That a line must be served has none: nothing says
    what it would pay outside."""
    return [path for path in rule_paths(problem) if not path.endswith(SERVED)]


def rule_costs(
    award: Known,
    known: Iterable[Known],
    solver: Solver,
    *,
    seconds: float = math.inf,
    each_seconds: float = math.inf,
    told: Told | None = None,
) -> list[RuleCost]:
    """The cost of every rule of the award's problem, in the problem's order.

    `solver` takes a `time_limit` too; `seconds` is for all of them. `told` is called as they come.
    Raises what the solver raises but Undecided.
    """
    costs = _Costs(award, known, solver, time.monotonic() + seconds, each_seconds, told)
    paths = priced_rules(award.problem)
    asked = [path for path in paths if not never_binds(award.problem, path)]
    costs.settle(set(paths) - set(asked), How.NEVER_BINDS, 0, 0)
    buyers = [path for path in asked if path.startswith("/rules/")]
    others = [path for path in asked if path.startswith("/quotes/")]
    lines = [path for path in asked if path.startswith("/lines/")]
    most = award.objective - award.bound if not asked else costs.explore_whole(asked)
    if most > 0:
        for group in [*([path] for path in buyers), others, lines]:
            costs.explore(group, most)
    return [costs.found[path] for path in paths]


class _Costs:
    def __init__(
        self,
        award: Known,
        known: Iterable[Known],
        solver: Solver,
        deadline: float,
        each_seconds: float,
        told: Told | None,
    ) -> None:
        self.award = award
        self.problem = award.problem
        self.known = [*known, award]
        self.solver = solver
        self.deadline = deadline
        self.each_seconds = each_seconds
        self.told = told
        self.every = frozenset(rule_paths(self.problem))
        self.unproven = award.objective - award.bound
        self.found: dict[str, RuleCost] = {}
        self.results: dict[frozenset[str], dict[str, Any] | None] = {}

    def settle(
        self, paths: Iterable[str], how: How, least: int, most: int, without: int | None = None
    ) -> None:
        self.found |= {path: RuleCost(path, how, least, most, without) for path in paths}
        if self.told is not None:
            self.told(list(self.found.values()))

    def explore_whole(self, paths: list[str]) -> int:
        """What all the rules cost together at most; they are settled if that is nothing."""
        result = self._without(paths)
        if result is None:
            return self.award.objective
        most = max(0, self.award.objective - int(result["lower_bound_minor"]))
        if not most:
            self.settle(paths, How.PROVEN_FREE, 0, 0, self.award.objective)
        return most

    def explore(self, paths: list[str], most: int) -> None:
        """Settles the rules; together they cost at most `most`."""
        if not paths:
            return
        result = self._without(paths)
        if result is None:
            self.settle(paths, How.OPEN, 0, most)
            return
        total = self.award.objective
        most = max(0, min(most, total - result["lower_bound_minor"]))
        if not most:
            self.settle(paths, How.PROVEN_FREE, 0, 0, total)
        elif len(paths) > 1 and most <= self.unproven:
            self.settle(paths, How.OPEN, 0, most)  # no less than is open about the award itself
        elif len(paths) == 1:
            least = max(0, self.award.bound - result["objective_minor"])
            how = How.COMPUTED if least == most else How.OPEN
            self.settle(paths, how, least, most, result["objective_minor"])
        else:
            for part in self._parts(paths, result):
                self.explore(part, most)

    def _parts(self, paths: list[str], result: dict[str, Any]) -> list[list[str]]:
        """The rules that the award without them keeps all the same, and those it breaks."""
        carriers = [row["carrier"] for row in result["assignments"]]
        broken = {path for path, _ in breaches(settle(self.problem, carriers))}
        kept = [path for path in paths if path not in broken]
        if kept and len(kept) < len(paths):
            return [kept, [path for path in paths if path in broken]]
        half = len(paths) // 2
        return [paths[:half], paths[half:]]

    def _without(self, paths: Iterable[str]) -> dict[str, Any] | None:
        """The award-result/1 under all the other rules; None when there is no time for it."""
        kept = self.every - set(paths)
        if kept not in self.results:
            self.results[kept] = self._under(kept)
        return self.results[kept]

    def _under(self, kept: frozenset[str]) -> dict[str, Any] | None:
        left = self.deadline - time.monotonic()
        if left < LEAST_SECONDS:
            return None
        relaxed = with_rules(self.problem, kept)
        seconds = min(left, self.each_seconds)
        solver = partial(self.solver, time_limit=None if math.isinf(seconds) else seconds)
        try:
            shared = solve_sharing(relaxed, self.known, solver)
        except Undecided:
            return None
        self.known += filter(None, [known_of(relaxed, shared.result)])
        return shared.result
