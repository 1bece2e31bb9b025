"""Multipliers for the demands that reach across parts, and awards that meet them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market, by_carrier
from pricing.award.proof.situation import OUT, Combination, Shadow, everything
from pricing.award.proof.wholes import list_wholes
from pricing.award.search.dive import dive
from pricing.award.search.relax import Relaxation
from pricing.award.search.rounding import rounded

NEAR = 1e-6
"the part of the total that awards of all parts at given tiers need not be looked for"


@dataclass(frozen=True)
class Joint:
    """A bound, its multipliers by demand of the whole market, and assignments to try."""

    value: int | None
    shadow: Shadow
    awards: list[Ints]


def joint_bound(
    market: Market,
    crossing: tuple[int, ...],
    winners: frozenset[int],
    parts: Sequence[Market],
    tiers: Sequence[Combination],
    target: int,
) -> Joint:
    """All parts at once, each at the tiers given."""
    scopes = tuple(scope for scope in market.scopes if scope.carrier in winners)
    earnings = tuple(one for one in market.earnings if one.carrier in winners)
    whole = replace(market, scopes=scopes, scopes_of=by_carrier(scopes), earnings=earnings)
    together = _tiers(whole, parts, tiers)
    relaxation = Relaxation(whole, list_wholes(whole))
    relaxed = relaxation.relax(everything(whole, together), None)
    demands = {at: value for at, value in relaxed.shadow.demands.items() if at in crossing}
    awards = [*rounded(whole, relaxed), *dive(relaxation, relaxed, target, NEAR)]
    shadow = Shadow(demands={at: value for at, value in demands.items() if value})
    return Joint(relaxed.found.value, shadow, awards)


def _tiers(market: Market, parts: Sequence[Market], tiers: Sequence[Combination]) -> Combination:
    """By scope of the whole, the tier in its part; a scope of several parts has a single tier."""
    chosen: dict[tuple[int, int | None], int] = {}
    for one, own in zip(parts, tiers, strict=True):
        for scope, tier in zip(one.scopes, own, strict=True):
            name = scope.carrier, scope.ladder
            chosen[name] = max(tier, chosen.get(name, OUT))
    return tuple(chosen[scope.carrier, scope.ladder] for scope in market.scopes)
