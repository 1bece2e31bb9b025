"""The bound of a range of tiers: one price for each line, and each scope's best answer to it.

As in the tables an award costs at least the sum of the prices, plus what each scope's lines cost
above theirs at the least; here exactly, by its knapsack, and only over the tiers of the range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pricing.award.proof.bound import credits_of
from pricing.award.proof.exact import Ints, exact_sum
from pricing.award.proof.knapsack import NONE, Filling, filling
from pricing.award.proof.market import Market
from pricing.award.proof.ranges import Range, followed
from pricing.award.proof.situation import OUT, Shadow, Situation
from pricing.award.proof.tables import demands_worth
from pricing.award.proof.wholes import Wholes


@dataclass(frozen=True)
class LinePrices:
    """A price for each row and a charge for each lot, in parts of a fen; demands' multipliers.

    A charge is what a further winner in the lot is worth, where their number is limited.
    """

    prices: Ints
    charges: Ints
    shadow: Shadow


@dataclass(frozen=True)
class RangeBound:
    """What a range costs at the least, in parts of a fen; None when it can hold no award.

    `entries` are by scope and tier of its range, None out of reach; `ins` by carrier, what it adds
    when it wins, None where it cannot.
    """

    value: int | None
    base: int
    entries: tuple[tuple[int | None, ...], ...]
    ins: dict[int, int | None]


def no_prices(market: Market) -> LinePrices:
    zeros = np.zeros(market.size, dtype=np.int64), np.zeros(len(market.lots), dtype=np.int64)
    return LinePrices(*zeros, Shadow())


def limited(market: Market) -> bool:
    """Whether the number of winners in each lot is."""
    most = market.per_lot_at_most
    return most is not None and most < market.carriers


def demand_credits(market: Market, priced: LinePrices) -> dict[int, Ints]:
    """By carrier and row what the multipliers of its demands take off its prices."""
    alone = replace(market, credits={})
    everybody = Situation((0,) * len(market.scopes), np.zeros((0, 0), dtype=np.bool_))
    return credits_of(alone, everybody, Shadow(demands=priced.shadow.demands))[0]


def fillings(market: Market, wholes: Wholes, case: Range, priced: LinePrices) -> list[Filling]:
    """By scope its knapsack at these prices; an empty one where its carrier is out."""
    credits, found = demand_credits(market, priced), []
    for at, scope in enumerate(market.scopes):
        off = priced.prices[scope.lines]
        for own in (credits, market.credits):
            if scope.carrier in own:
                off = off + own[scope.carrier][scope.lines]
        tiers = range(max(0, case.lows[at]), case.highs[at] + 1)
        can = case.allowed[scope.lines, scope.carrier]
        found.append(
            filling(market, wholes, at, can, off, tiers, priced.charges)
            if tiers
            else Filling((), ())
        )
    return found


def range_bound(market: Market, wholes: Wholes, case: Range, priced: LinePrices) -> RangeBound:
    """The bound of the range at these prices."""
    least = [own.least() for own in fillings(market, wholes, case, priced)]
    return bound_at(market, case, priced, least)


def bound_at(
    market: Market, case: Range, priced: LinePrices, least: Sequence[Sequence[int]]
) -> RangeBound:
    """The bound with what each scope's lines cost at the least, by tier of the range."""
    entries = tuple(tuple(None if one >= NONE else one for one in own) for own in least)
    left_out = np.where(case.allowed[:, -1], market.outside - priced.prices, 0)
    base = exact_sum(priced.prices) + exact_sum(np.minimum(0, left_out))
    base -= (market.per_lot_at_most or 0) * exact_sum(priced.charges)
    ins = {carrier: _in(market, priced, entries, carrier) for carrier in market.scopes_of}
    return RangeBound(total(market, case, base, ins), base, entries, ins)


def _in(
    market: Market, priced: LinePrices, entries: tuple[tuple[int | None, ...], ...], carrier: int
) -> int | None:
    """What the carrier adds when it wins."""
    added = demands_worth(market, priced.shadow, carrier)
    for at in market.scopes_of[carrier]:
        known = [one for one in entries[at] if one is not None]
        if not known:
            return None
        added += min(known)
    return added


def total(market: Market, case: Range, base: int, ins: dict[int, int | None]) -> int | None:
    """The least over all sets of winners that the range and the rules allow."""
    sure = [carrier for carrier, (at, *_) in market.scopes_of.items() if case.lows[at] != OUT]
    if any(ins[carrier] is None for carrier in sure):
        return None
    open_ = sorted(one for carrier, one in ins.items() if carrier not in sure and one is not None)
    least = max(0, market.least_winners - len(sure))
    most = market.most_winners - len(sure)
    if most < 0 or least > min(most, len(open_)):
        return None
    some = [one for at, one in enumerate(open_[:most]) if at < least or one < 0]
    return base + sum(ins[carrier] or 0 for carrier in sure) + sum(some)


def narrowed_range(
    market: Market, wholes: Wholes, case: Range, priced: LinePrices, target: int
) -> tuple[Range, RangeBound | None, bool]:
    """The range without the ends that no award below the target reaches, again and again.

    With it its bound at these prices, and whether that closes it.
    """
    while True:
        known = followed(market, case)
        if known is None:
            return case, None, True
        found = range_bound(market, wholes, known, priced)
        if found.value is None or found.value >= target:
            return known, found, True
        case = _cut(market, known, found, target)
        if case.lows == known.lows and case.highs == known.highs:
            return known, found, False


def _cut(market: Market, case: Range, found: RangeBound, target: int) -> Range:
    """Without the ends of tiers, and the winners, that lift the bound to the target.

    A carrier that has to win costs less than the target, as the whole range does.
    """
    for carrier, scopes in market.scopes_of.items():
        if case.highs[scopes[0]] == OUT:
            continue
        inside = case.winning(market, carrier, True)
        wins = total(market, inside, found.base, found.ins)
        if wins is None or wins >= target:
            case = case.winning(market, carrier, False)
            continue
        case = _upper(case, found, scopes, wins, target)
        if case.lows[scopes[0]] == OUT:
            without = total(market, case, found.base, found.ins | {carrier: None})
            if without is not None and without < target:
                continue
            case = case.winning(market, carrier, True)
        case = _lower(case, found, scopes, wins, target)
    return case


def _upper(
    case: Range, found: RangeBound, scopes: tuple[int, ...], wins: int, target: int
) -> Range:
    highs = list(case.highs)
    for at in scopes:
        own = [one for one in found.entries[at] if one is not None]
        for entry in reversed(found.entries[at][1:]):
            if entry is not None and wins - min(own) + entry < target:
                break
            highs[at] -= 1
    return replace(case, highs=tuple(highs))


def _lower(
    case: Range, found: RangeBound, scopes: tuple[int, ...], wins: int, target: int
) -> Range:
    lows = list(case.lows)
    for at in scopes:
        own = [one for one in found.entries[at] if one is not None]
        for entry in found.entries[at][:-1]:
            if entry is not None and wins - min(own) + entry < target:
                break
            lows[at] += 1
    return replace(case, lows=tuple(lows))
