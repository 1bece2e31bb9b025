"""The least that the lines of one scope can cost above their prices when a tier is reached.

A knapsack to be filled up to the tier's bound, tier by tier at once: `least[v]` is the least cost
of lines that together have at least the volume `v`. Volumes are counted in units, each rounded up
and so is the need: what fills the need in volume fills it in units, so that no cost comes out too
high (Dantzig, Operations Research 5, 1957, fills the knapsack with parts of lines; here they are
whole).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pricing.award.proof.exact import NEVER, Flags, Ints
from pricing.award.proof.market import Market, Scope
from pricing.award.proof.wholes import Wholes

MAX_UNITS = 2_000
"of volume up to the highest tier's bound"
NONE = NEVER // 2
"from here on a least cost is that of nothing on offer"


@dataclass(frozen=True)
class Item:
    """Lines of the scope (their places in it) taken together: units, and cost by tier."""

    places: tuple[int, ...]
    units: int
    costs: Ints


@dataclass(frozen=True)
class Step:
    """Of these at most one is taken; or else, in their place, of the steps inside each one.

    `cost` is what taking any of it costs once, whatever the tier.
    """

    items: tuple[Item, ...]
    inside: tuple[Step, ...] = ()
    cost: int = 0


@dataclass(frozen=True)
class Filling:
    """The steps of a scope, and by tier the units needed."""

    steps: tuple[Step, ...]
    needs: tuple[int, ...]

    def start(self) -> Ints:
        """By tier and units the least cost while nothing is open."""
        least = np.full((len(self.needs), max(self.needs, default=0) + 1), NEVER, dtype=np.int64)
        least[:, 0] = 0
        return least

    def least(self) -> list[int]:
        """By tier the least cost; NONE or more where the tier is out of reach."""
        filled = filled_by(self.start(), self.steps)
        return [int(row[need]) for row, need in zip(filled, self.needs, strict=True)]


def filled_by(least: Ints, steps: Sequence[Step]) -> Ints:
    """What becomes of the least costs once these steps are open as well."""
    for step in steps:
        best = filled_by(least, step.inside)
        for item in step.items:
            best = np.minimum(best, with_item(least, item))
        least = np.minimum(least, best + step.cost) if step.cost else best
    return least


def with_item(least: Ints, item: Item) -> Ints:
    """The least costs with the item taken."""
    units = min(item.units, least.shape[1] - 1)
    taken = np.empty_like(least)
    taken[:, : units + 1] = least[:, :1]
    taken[:, units:] = least[:, : least.shape[1] - units]
    taken += item.costs[:, None]
    return taken


def filling(
    market: Market,
    wholes: Wholes,
    at: int,
    allowed: Flags,
    off: Ints,
    tiers: range,
    charges: Ints,
) -> Filling:
    """The filling of the scope of that number at these tiers; `off` comes off its lines' prices.

    `allowed` says which of its lines it may win; `charges`, by lot, what winning there costs once.
    """
    scope = market.scopes[at]
    needs = [scope.tiers[tier].from_ for tier in tiers]
    unit = unit_of(scope)
    units = -(-scope.volumes // unit)
    prices = scope.price_table[tiers.start : tiers.stop]
    costs = np.where((prices < NEVER) & allowed, prices - off, NEVER)
    single = [
        Item((place,), int(units[place]), costs[:, place])
        if allowed[place] and (costs[:, place] < NEVER).any()
        else None
        for place in range(len(scope.lines))
    ]
    whole = _whole(market, wholes, at, allowed, off, tiers, units)
    steps = _steps(market, scope, single, whole, charges)
    return Filling(steps, tuple(-(-need // unit) for need in needs))


def unit_of(scope: Scope) -> int:
    """What all volumes and bounds are counted in; coarser where the highest bound is too many.

    The same whatever tiers are left, so that a case is never bounded less well for having fewer.
    """
    bounds = [tier.from_ for tier in scope.tiers]
    shared = math.gcd(*bounds, *scope.volumes.tolist()) or 1
    return max(shared, -(-bounds[-1] // MAX_UNITS))


def _whole(
    market: Market,
    wholes: Wholes,
    at: int,
    allowed: Flags,
    off: Ints,
    tiers: range,
    units: Ints,
) -> dict[int, list[Item]]:
    """By lot what the scope may win it for as a whole."""
    found: dict[int, list[Item]] = {}
    lots = market.lot_of[market.scopes[at].lines]
    for row in wholes.of_scope(at).tolist():
        places = np.flatnonzero(lots == wholes.lots[row])
        prices = wholes.prices[row, tiers.start : tiers.stop]
        if allowed[places].all() and (prices < NEVER).any():
            costs = np.where(prices < NEVER, prices - off[places].sum(), NEVER)
            item = Item(tuple(places.tolist()), int(units[places].sum()), costs)
            found.setdefault(int(wholes.lots[row]), []).append(item)
    return found


def _steps(
    market: Market,
    scope: Scope,
    single: list[Item | None],
    whole: dict[int, list[Item]],
    charges: Ints,
) -> tuple[Step, ...]:
    """Lines one by one, two of a pair as one step, lots won whole or charged for as one step.

    Lines of a pair are in one lot where lots are charged for, and in none that is won whole.
    """
    lots = market.lot_of[scope.lines].tolist()
    by_lot: dict[int, list[Step]] = {lot: [] for lot in lots}
    done: set[int] = set()
    for ones, others in market.pairs_in(scope):
        for both in zip(ones.tolist(), others.tolist(), strict=True):
            done.update(both)
            items = tuple(item for one in both if (item := single[one]) is not None)
            by_lot[lots[both[0]]].append(Step(items))
    for place, item in enumerate(single):
        if item is not None and place not in done:
            by_lot[lots[place]].append(Step((item,)))
    steps: list[Step] = []
    for lot, mine in by_lot.items():
        own = [Step(tuple(whole[lot]), tuple(mine))] if lot in whole else mine
        charge = int(charges[lot])
        steps += [Step((), tuple(own), charge)] if charge else own
    return tuple(steps)
