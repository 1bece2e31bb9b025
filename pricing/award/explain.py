"""Why no award is possible: a set of rules that clash, none of which can be dropped."""

import math

from pricing.award.guesses import guessed_award
from pricing.award.incumbent import Incumbent
from pricing.award.named_rules import rule_paths, with_rules
from pricing.award.plain_award import any_award
from pricing.award.problem import Problem


class _Unknown(Exception):
    """It was not learnt whether an award is possible: no time, or no answer of the solver."""


def is_possible(problem: Problem, deadline: float = math.inf) -> bool:
    """Whether any award meets the rules; every award found is checked exactly."""
    if guessed_award(problem) is not None:
        return True
    known = any_award(Incumbent(problem), deadline)
    if known is None:
        raise _Unknown
    return known


def find_conflicts(problem: Problem, deadline: float = math.inf) -> tuple[tuple[str, ...], bool]:
    """The clashing rules of an infeasible problem, and whether none can be dropped.

    Divide and conquer after Junker, "QuickXplain" (AAAI 2004): few rules out of many clash.
    """
    every = list(rule_paths(problem))

    def clash(paths: list[str]) -> bool:
        return not is_possible(with_rules(problem, frozenset(paths)), deadline)

    def reduce(background: list[str], added: bool, candidates: list[str]) -> list[str]:
        if added and clash(background):
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        left, right = candidates[:half], candidates[half:]
        needed = reduce(background + left, True, right)
        return reduce(background + needed, bool(needed), left) + needed

    try:
        found = set(reduce([], False, every))
    except _Unknown:
        return tuple(every), False
    return tuple(path for path in every if path in found), True
