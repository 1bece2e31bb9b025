"""Every award that costs as much as the best one, once nothing is cheaper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pricing.award.proof.combinations import TooMany, open_combinations
from pricing.award.proof.exact import Ints
from pricing.award.proof.situation import everything
from pricing.award.search.branch import Budget, Unproven, prove
from pricing.award.search.combination_search import CombinationSearch
from pricing.award.search.range_tree import RangeTree
from pricing.award.search.search import Search
from pricing.award.search.waiting import Waiting

MAX_COMBINATIONS, MAX_CASES = 5_000, 800
"""How many combinations, and cases of one of them, or ranges and their cases together, are looked
at before a solver is asked instead."""


def tell_tied(search: Search, told: Callable[[Ints], object], deadline: float) -> bool:
    """Tells of all of them; False when there was too much to look through.

    What reaches one part of a fen more than the best award costs is no case of a tie; down to
    there, cases are split until every line is decided.
    """
    if search.best is None or search.way is None:
        return False
    budget = _budget(search.best + 1, told, deadline)
    if isinstance(search.way, RangeTree):
        return _tell_by_ranges(search.way, budget)
    return _tell_by_combinations(search.way, budget)


def _tell_by_combinations(search: CombinationSearch, budget: Budget) -> bool:
    market, target = search.market, budget.target()
    known = [record.tables for record in search.records]
    try:
        waiting = Waiting(market, open_combinations(market, known, target), target)
    except TooMany:
        return False
    for tables in known:
        waiting.learn(tables, target)
    if len(waiting.rows) > MAX_COMBINATIONS:
        return False
    for row, best in zip(waiting.rows.tolist(), waiting.who.tolist(), strict=True):
        tiers = waiting.combinations[row]
        start = search.records[best].shadow if best >= 0 else search.records[0].shadow
        try:
            prove(search.relaxation, everything(market, tiers), start, replace(budget))
        except Unproven:
            return False
    return True


def _tell_by_ranges(known: RangeTree, budget: Budget) -> bool:
    """The same where ranges of tiers were searched: once more, with what they have learnt."""
    ranges = RangeTree(known.relaxation, budget, known.program)
    try:
        while ranges.lowest is not None:
            ranges.step()
    except Unproven:
        return False
    return True


def _budget(target: int, told: Callable[[Ints], object], deadline: float) -> Budget:
    return Budget(
        deadline=deadline,
        nodes=MAX_CASES,
        target=lambda: target,
        offer=lambda _: None,
        decided=told,
        counted=lambda: None,
        ends_decided=True,
    )
