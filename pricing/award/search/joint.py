"""Multipliers for the demands that reach across parts, and awards that meet them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market, by_carrier
from pricing.award.proof.situation import Combination, Shadow, everything
from pricing.award.proof.wholes import list_wholes
from pricing.award.search.dive import dive
from pricing.award.search.leaves import Search
from pricing.award.search.relax import Relaxation

if TYPE_CHECKING:
    from pricing.award.search.engine import Case


@dataclass(frozen=True)
class Joint:
    """Multipliers by demand of the whole market, and assignments to try."""

    shadow: Shadow
    awards: list[Ints]


def joint_bound(market: Market, crossing: tuple[int, ...], case: Case, target: int) -> Joint | None:
    """All parts at once at the tiers that each looks best with."""
    assert case.winners is not None
    scopes = tuple(scope for scope in market.scopes if scope.carrier in case.winners)
    whole = replace(market, scopes=scopes, scopes_of=by_carrier(scopes))
    tiers = _tiers(whole, case.parts)
    if tiers is None:
        return None
    relaxation = Relaxation(whole, list_wholes(replace(whole, earnings=())))
    relaxed = relaxation.relax(everything(whole, tiers), None)
    demands = {at: value for at, value in relaxed.shadow.demands.items() if at in crossing}
    awards = list(dive(relaxation, relaxed, target))
    return Joint(Shadow(demands={at: value for at, value in demands.items() if value}), awards)


def _tiers(market: Market, parts: list[Search]) -> Combination | None:
    """By scope of the whole, the tier of its part's best award."""
    chosen: dict[tuple[int, int | None, int], int] = {}
    for one in parts:
        best = _promising(one)
        if best is None:
            return None
        for scope, tier in zip(one.market.scopes, best, strict=True):
            for line in one.market.lines[scope.lines[:1]].tolist():
                chosen[scope.carrier, scope.ladder, line] = tier
    found = []
    for scope in market.scopes:
        lines = set(market.lines[scope.lines].tolist())
        tiers = [
            tier
            for (carrier, ladder, line), tier in chosen.items()
            if carrier == scope.carrier and ladder == scope.ladder and line in lines
        ]
        found.append(max(tiers, default=0))
    return tuple(found)


def _promising(search: Search) -> Combination | None:
    """The combination of the part's best award, else the one with the lowest bound."""
    if search.columns is None:
        return (
            search.waiting.lowest()[1] if search.waiting and search.waiting.combinations else None
        )
    from pricing.award.search.starts import reached

    everybody = frozenset(scope.carrier for scope in search.market.scopes)
    return reached(search.market, np.asarray(search.columns), everybody)
