"""The bound of one case: each line, pair and lot takes what is cheapest at the reduced prices.

With the tiers fixed, prices are fixed. Every volume that a tier needs, every capacity, share and
minimum is priced by a multiplier instead of being kept: a unit of a needed volume is worth so much,
a unit of a capped one costs so much. What the lines then cost at the least, plus what the bounds
themselves are worth, lies below every award of the case (Lagrange; Fisher, Management Science
27, 1981).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from pricing.award.proof.exact import (
    NEVER,
    Flags,
    Ints,
    bound_down,
    bound_up,
    credit_down,
    credit_up,
    exact_sum,
)
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Shadow, Situation, wins
from pricing.award.proof.wholes import Wholes

MAX_SUBSETS = 200


@dataclass(frozen=True)
class Bound:
    """What a case costs at the least, in parts of a fen; None when it can hold no award.

    `reduced` are the reduced prices by row and column, `least` what each line takes at the least,
    `lots` what each lot does.
    """

    value: int | None
    constant: int
    reduced: Ints
    least: Ints
    surplus: Ints
    "by pair: what keeping apart costs on top of both lines' least"
    free: Ints
    "by lot: its lines one by one"
    lots: Ints
    "by lot: the least of its lines one by one and its whole offers"
    offers: Ints
    "the rows of whole lots on offer, and their reduced prices"
    offer_prices: Ints
    impossible: Flags
    "by lot"
    must: Flags
    "by lot: only its whole offers are open"
    hard: Flags
    "by lot: its lines one by one cannot all be served"


def bound(market: Market, wholes: Wholes, situation: Situation, shadow: Shadow) -> Bound:
    """The bound of the case at these multipliers."""
    credits, constant = credits_of(market, situation, shadow)
    reduced = _reduced(market, situation, credits)
    least = reduced.min(axis=1)
    surplus = _surplus(market, reduced, least)
    free, impossible = _one_by_one(market, reduced, least, surplus)
    lots = free.copy()
    must, hard = must_be_whole(market, situation), impossible.copy()
    impossible[must] = True
    lots[impossible] = NEVER
    offers, prices = _whole_prices(market, wholes, situation, shadow, credits)
    if len(offers):
        np.minimum.at(lots, wholes.lots[offers], prices)
        impossible[wholes.lots[offers]] = False
    constant += _link_worth(market, situation, shadow)
    value = None if bool(impossible.any()) else exact_sum(lots) + constant
    return Bound(
        value, constant, reduced, least, surplus, free, lots, offers, prices, impossible, must, hard
    )


def credits_of(market: Market, situation: Situation, shadow: Shadow) -> tuple[dict[int, Ints], int]:
    """By carrier what to take off its prices, by row, and what the bounds are worth themselves."""
    credits = {carrier: own.copy() for carrier, own in market.credits.items()}
    constant = 0

    def add(carrier: int, rows: Ints, amounts: Ints) -> None:
        own = credits.setdefault(carrier, np.zeros(market.size, dtype=np.int64))
        own[rows] += amounts

    for at, multiplier in shadow.needs.items():
        scope, tier = market.scopes[at], situation.tiers[at]
        if tier > 0 and multiplier:
            add(scope.carrier, scope.lines, credit_up(multiplier, scope.volumes, scope.shift))
            constant += bound_down(multiplier, scope.tiers[tier].from_, scope.shift)
    for at, multiplier in shadow.demands.items():
        demand = market.demands[at]
        if not multiplier or (demand.winners_only and not wins(market, situation, demand.carrier)):
            continue
        if demand.at_least:
            add(demand.carrier, demand.lines, credit_up(multiplier, demand.amounts, demand.shift))
            constant += bound_down(multiplier, demand.bound, demand.shift)
        else:
            add(
                demand.carrier, demand.lines, -credit_down(multiplier, demand.amounts, demand.shift)
            )
            constant -= bound_up(multiplier, demand.bound, demand.shift)
    return credits, constant


def _reduced(market: Market, situation: Situation, credits: dict[int, Ints]) -> Ints:
    reduced = np.full((market.size, market.carriers + 1), NEVER, dtype=np.int64)
    reduced[:, -1] = market.outside
    for at, scope in enumerate(market.scopes):
        tier = situation.tiers[at]
        if tier != OUT:
            reduced[scope.lines, scope.carrier] = scope.prices[tier]
    priced = reduced < NEVER
    for carrier, own in credits.items():
        reduced[:, carrier] -= own
    reduced[~(priced & situation.allowed)] = NEVER
    return reduced


def _surplus(market: Market, reduced: Ints, least: Ints) -> Ints:
    """By pair, what it costs that both lines may not take the same carrier."""
    one, other = market.pairs[:, 0], market.pairs[:, 1]
    if not len(one):
        return np.zeros(0, dtype=np.int64)
    first, second = reduced[one].argmin(axis=1), reduced[other].argmin(axis=1)
    clash = (first == second) & (first < market.carriers)
    regrets = []
    for rows, column in ((one, first), (other, second)):
        rest = reduced[rows]
        rest[np.arange(len(rows)), column] = NEVER
        regrets.append(np.where(least[rows] < NEVER, rest.min(axis=1) - least[rows], 0))
    return np.where(clash, np.minimum(*regrets), 0)


def _one_by_one(market: Market, reduced: Ints, least: Ints, surplus: Ints) -> tuple[Ints, Flags]:
    """By lot, the sum of its lines' least and whether there is none."""
    most = market.per_lot_at_most
    if most is None or most >= market.carriers:
        return _lot_sums(market, least, surplus)
    sets = winner_sets(market.carriers, most)
    if not sets:
        return _lot_sums(market, least, surplus)
    best = np.full(len(market.lots), NEVER, dtype=np.int64)
    never = np.ones(len(market.lots), dtype=np.bool_)
    for chosen in sets:
        part = np.full_like(reduced, NEVER)
        columns = [*chosen, market.carriers]
        part[:, columns] = reduced[:, columns]
        lowest = part.min(axis=1)
        sums, impossible = _lot_sums(market, lowest, _surplus(market, part, lowest))
        best = np.where(~impossible & (never | (sums < best)), sums, best)
        never &= impossible
    return best, never


def winner_sets(carriers: int, most: int) -> list[tuple[int, ...]]:
    """Every set of so many carriers; none where there are too many to try, told before listing."""
    if most and (carriers > MAX_SUBSETS or comb(carriers, most) > MAX_SUBSETS):
        return []
    return list(combinations(range(carriers), most))


def _lot_sums(market: Market, least: Ints, surplus: Ints) -> tuple[Ints, Flags]:
    values = least.copy()
    values[market.pairs[:, 0]] += surplus
    none = values >= NEVER // 2
    values[none] = 0
    if not market.size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    return np.add.reduceat(values, market.starts), np.logical_or.reduceat(none, market.starts)


def must_be_whole(market: Market, situation: Situation) -> Flags:
    """The lots of the bundles that must be earned."""
    found = np.zeros(len(market.lots), dtype=np.bool_)
    for at, must in situation.earned.items():
        if must:
            found[list(market.earnings[at].lots)] = True
    return found


def _whole_prices(
    market: Market, wholes: Wholes, situation: Situation, shadow: Shadow, credits: dict[int, Ints]
) -> tuple[Ints, Ints]:
    """The rows of whole lots on offer, and their reduced prices."""
    rows, prices = wholes.offered(market, situation)
    if not len(rows):
        return rows, prices
    prices = prices - wholes.links(market, shadow)[rows]
    for carrier, own in credits.items():
        mine = wholes.carriers[rows] == carrier
        prices[mine] -= np.add.reduceat(own, market.starts)[wholes.lots[rows[mine]]]
    return rows, prices


def _link_worth(market: Market, situation: Situation, shadow: Shadow) -> int:
    """What earning the bundles is worth at the links' multipliers, chosen against us."""
    if not shadow.links:
        return 0
    sums = shadow.linked_by(len(market.earnings))
    worth = np.minimum(0, sums)
    for at, earned in situation.earned.items():
        worth[at] = sums[at] if earned else 0
    return exact_sum(worth)
