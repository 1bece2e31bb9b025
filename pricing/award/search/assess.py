"""What an assignment of a market costs, all at once in arrays; None when it breaks a bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pricing.award.proof.exact import NEVER, Ints, distinct, exact_sum
from pricing.award.proof.market import Earning, Market
from pricing.award.proof.situation import OUT, Combination


@dataclass(frozen=True)
class Assessed:
    """The total in parts of a fen and the tiers reached, OUT where nothing was won."""

    total: int
    tiers: Combination


def assess(market: Market, columns: Ints) -> Assessed | None:
    """The exact cost of giving each row to its column."""
    rates = np.zeros(market.size, dtype=np.int64)
    listed = np.full(market.size, NEVER, dtype=np.int64)
    tiers = []
    for scope in market.scopes:
        won = columns[scope.lines] == scope.carrier
        volume = exact_sum(scope.volumes[won])
        tier = max(at for at, one in enumerate(scope.tiers) if one.from_ <= volume)
        tiers.append(tier if won.any() else OUT)
        rates[scope.lines[won]] = scope.tiers[tier].discount_bps
        listed[scope.lines[won]] = scope.listed[won]
    outside = columns == market.carriers
    if (listed[~outside] >= NEVER).any() or (market.outside[outside] >= NEVER).any():
        return None
    _add_bundles(market, columns, rates)
    prices = (listed[~outside] * (10_000 - np.minimum(10_000, rates[~outside])) + 5_000) // 10_000
    if (prices > market.ceilings[~outside]).any() or not _holds(market, columns):
        return None
    reached = tuple(
        0 if tier == OUT and (columns == scope.carrier).any() else tier
        for tier, scope in zip(tiers, market.scopes, strict=True)
    )
    total = exact_sum(prices) * market.scale + exact_sum(market.outside[outside])
    return Assessed(total, reached)


def credited(market: Market, columns: Ints) -> int:
    """What demands across parts take off the choices' prices, in parts of a fen."""
    return sum(exact_sum(own[columns == carrier]) for carrier, own in market.credits.items())


def _add_bundles(market: Market, columns: Ints, rates: Ints) -> None:
    for earning in earned_by(market, columns):
        for lot in earning.lots:
            rates[market.starts[lot] : market.ends[lot]] += earning.discount_bps


def earned_by(market: Market, columns: Ints) -> list[Earning]:
    """The bundles that these choices earn."""
    found = []
    for carrier in {earning.carrier for earning in market.earnings}:
        whole = np.logical_and.reduceat(columns == carrier, market.starts).tolist()
        own = (one for one in market.earnings if one.carrier == carrier)
        found += [one for one in own if all(whole[lot] for lot in one.lots)]
    return found


def _holds(market: Market, columns: Ints) -> bool:
    winners = distinct(columns[columns < market.carriers])
    if market.alone and not market.least_winners <= len(winners) <= market.most_winners:
        return False
    for pairs in (market.pairs, market.loose_pairs):
        one, other = columns[pairs[:, 0]], columns[pairs[:, 1]]
        if ((one == other) & (one < market.carriers)).any():
            return False
    for demand in market.demands:
        won = columns[demand.lines] == demand.carrier
        total = exact_sum(demand.amounts[won])
        if not demand.at_least and total > demand.bound:
            return False
        if demand.at_least and total < demand.bound and demand.carrier in winners:
            return False
    return market.per_lot_at_most is None or _few_per_lot(market, columns, market.per_lot_at_most)


def _few_per_lot(market: Market, columns: Ints, most: int) -> bool:
    served = columns < market.carriers
    keys = distinct(market.lot_of[served] * market.carriers + columns[served])
    return not (np.bincount(keys // max(1, market.carriers)) > most).any()
