"""What no award of a case below the target can contain: the choices whose bound reaches it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pricing.award.proof.bound import Bound, bound
from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Shadow, Situation, settled
from pricing.award.proof.wholes import Wholes


def dropped(
    market: Market, wholes: Wholes, situation: Situation, shadow: Shadow, found: Bound, target: int
) -> Situation:
    """The case without the choices that lift its bound to the target, in parts of a fen."""
    if found.value is None:
        return situation
    room = target - found.value
    allowed = situation.allowed & (_extra(market, wholes, found) < room)
    return replace(
        situation, allowed=allowed, earned=_earned(market, wholes, situation, shadow, found, room)
    )


def _extra(market: Market, wholes: Wholes, found: Bound) -> Ints:
    """By row and column, what taking it adds to the bound at the least."""
    extra = np.where(found.reduced >= NEVER, NEVER, found.reduced - found.least[:, None])
    _pair_extra(market, found, extra)
    base = found.least.copy()
    base[market.pairs[:, 0]] += found.surplus
    unlimited = np.add.reduceat(np.where(base >= NEVER // 2, 0, base), market.starts)
    rows = np.flatnonzero(((found.lots != unlimited) | found.must)[market.lot_of])
    more = (unlimited - found.lots)[market.lot_of[rows], None]
    extra[rows] = np.maximum(0, extra[rows] + np.minimum(0, more)) + np.maximum(0, more)
    extra[found.must[market.lot_of]] = NEVER
    if len(found.offers):
        np.minimum(extra, _whole_extra(market, wholes, found)[market.lot_of], out=extra)
    return extra


def _whole_extra(market: Market, wholes: Wholes, found: Bound) -> Ints:
    """By lot and column, what the carrier's best whole offer adds to the bound."""
    extra = np.full((len(market.lots), market.carriers + 1), NEVER, dtype=np.int64)
    lots, carriers = wholes.lots[found.offers], wholes.carriers[found.offers]
    np.minimum.at(extra, (lots, carriers), found.offer_prices - found.lots[lots])
    return extra


def _pair_extra(market: Market, found: Bound, extra: Ints) -> None:
    """The partner of a line has to go elsewhere."""
    columns = np.arange(extra.shape[1])
    for one, other in (market.pairs.T, market.pairs.T[::-1]) if len(market.pairs) else ():
        partner = found.reduced[other]
        first = partner.argmin(axis=1)
        rest = partner.copy()
        rest[np.arange(len(other)), first] = NEVER
        second = np.minimum(rest.min(axis=1), NEVER)
        away = np.where(columns == first[:, None], second[:, None], found.least[other][:, None])
        away[:, -1] = found.least[other]
        both = found.least[one] + found.least[other] + found.surplus
        possible = found.reduced[one] < NEVER
        extra[one] = np.where(possible, found.reduced[one] + away - both[:, None], NEVER)


def _earned(
    market: Market, wholes: Wholes, situation: Situation, shadow: Shadow, found: Bound, room: int
) -> dict[int, bool]:
    """The bundles decided; one too dear in all its lots together is not earned."""
    if not market.earnings:
        return situation.earned
    best = np.full((len(market.earnings), len(market.lots)), NEVER, dtype=np.int64)
    more = found.offer_prices - found.lots[wholes.lots[found.offers]]
    rows, earnings = np.nonzero(wholes.possible[found.offers])
    np.minimum.at(best, (earnings, wholes.lots[found.offers[rows]]), more[rows])
    least, starts = best[market.earned_in], market.earned_starts
    never = np.logical_or.reduceat(least >= NEVER, starts)
    extra = np.add.reduceat(least, starts) + np.maximum(0, shadow.linked_by(len(best)))
    decided = np.flatnonzero(never | (extra >= room)).tolist()
    return dict.fromkeys(decided, False) | situation.earned


def narrowed(
    market: Market, wholes: Wholes, situation: Situation, shadow: Shadow, target: int
) -> tuple[Situation, Bound, bool]:
    """The case without what cannot be in an award below the target, again and again.

    With it its bound at these multipliers, and whether that closes the case.
    """
    while True:
        situation = settled(market, situation)
        found = bound(market, wholes, situation, shadow)
        if found.value is None or found.value >= target:
            return situation, found, True
        rest = dropped(market, wholes, situation, shadow, found, target)
        if rest.earned == situation.earned and (rest.allowed == situation.allowed).all():
            return situation, found, False
        situation = rest
