"""Where to begin: awards that expect some tiers and then reach those tiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np

from pricing.award.proof.bound import bound
from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Combination, Shadow, everything
from pricing.award.proof.wholes import list_wholes
from pricing.award.search.patterns import best_choice

ROUNDS = 4
MAX_SETS = 1024
TRIED = 14


def start_awards(market: Market) -> Iterator[tuple[Combination, Ints]]:
    """Combinations with the choice that is cheapest at their prices; good ones first."""
    seen: set[Combination] = set()
    none = list_wholes(replace(market, earnings=()))
    for winners in _likely_winners(market):
        tiers: Combination = tuple(
            len(scope.tiers) - 1 if scope.carrier in winners else OUT for scope in market.scopes
        )
        for _ in range(ROUNDS):
            if tiers in seen:
                break
            seen.add(tiers)
            situation = everything(market, tiers)
            choice = best_choice(market, none, bound(market, none, situation, Shadow()))
            yield tiers, choice.columns
            tiers = reached(market, choice.columns, winners)


def reached(market: Market, columns: Ints, winners: frozenset[int]) -> Combination:
    """The tiers that these choices come to, for the winners wanted."""
    tiers = []
    for scope in market.scopes:
        volume = int(scope.volumes[columns[scope.lines] == scope.carrier].sum())
        tier = max(at for at, one in enumerate(scope.tiers) if one.from_ <= volume)
        tiers.append(tier if scope.carrier in winners else OUT)
    return tuple(tiers)


def _likely_winners(market: Market) -> list[frozenset[int]]:
    """Sets of winners, those first that would cost least with their best tiers."""
    best = np.full((market.size, market.carriers + 1), NEVER, dtype=np.float64)
    best[:, -1] = np.minimum(market.outside, market.dearest.max(initial=1) * 4)
    for scope in market.scopes:
        prices = scope.prices[-1].astype(np.float64)
        best[scope.lines, scope.carrier] = np.minimum(prices, market.dearest.max(initial=1) * 4)
    best = np.minimum(best, float(market.dearest.max(initial=1)) * 4)
    ranked = []
    for number, winners in enumerate(_sets(market)):
        if number >= MAX_SETS:
            break
        cost = float(best[:, [*winners, market.carriers]].min(axis=1).sum()) if market.size else 0.0
        ranked.append((cost, winners))
    ranked.sort()
    return [frozenset(winners) for _, winners in ranked[:TRIED]]


def _sets(market: Market) -> Iterator[tuple[int, ...]]:
    for size in range(market.most_winners, max(0, market.least_winners - 1), -1):
        yield from combinations(range(market.carriers), size)
    if market.least_winners == 0:
        yield ()
