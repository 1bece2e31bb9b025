"""The bound of one case: each line, pair and lot takes what is cheapest at the reduced prices.

With the tiers fixed, prices are fixed. Every volume that a tier needs, every capacity, share and
minimum is priced by a multiplier instead of being kept: a unit of a needed volume is worth so much,
a unit of a capped one costs so much. What the lines then cost at the least, plus what the bounds
themselves are worth, lies below every award of the case (Lagrange; Fisher, Management Science
27, 1981).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

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
from pricing.award.proof.situation import OUT, Shadow, Situation
from pricing.award.proof.wholes import Whole

MAX_SUBSETS = 200


@dataclass(frozen=True)
class Bound:
    """What a case costs at the least, in parts of a fen; None when it can hold no award.

    `reduced` are the reduced prices by row and column, `least` what each line takes at the least,
    `lots` what the lots cost that have whole offers, `offers` the reduced whole offers left.
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
    offers: tuple[tuple[Whole, int], ...]
    impossible: Flags
    "by lot"
    must: Flags
    "by lot: only its whole offers are open"


def bound(market: Market, wholes: Iterable[Whole], situation: Situation, shadow: Shadow) -> Bound:
    """The bound of the case at these multipliers."""
    credits, constant = credits_of(market, situation, shadow)
    reduced = _reduced(market, situation, credits)
    least = reduced.min(axis=1)
    surplus = _surplus(market, reduced, least)
    free, impossible = _one_by_one(market, reduced, least, surplus)
    lots = free.copy()
    offers = []
    must = _must_be_whole(market, situation)
    lots[must], impossible[must] = NEVER, True
    for whole, price in _whole_prices(market, wholes, situation, shadow, credits):
        offers.append((whole, price))
        if impossible[whole.lot] or price < lots[whole.lot]:
            lots[whole.lot], impossible[whole.lot] = price, False
    constant += _link_worth(market, situation, shadow)
    value = None if bool(impossible.any()) else exact_sum(lots) + constant
    return Bound(
        value, constant, reduced, least, surplus, free, lots, tuple(offers), impossible, must
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


def wins(market: Market, situation: Situation, carrier: int) -> bool:
    """Whether the case has the carrier among the winners."""
    return any(situation.tiers[at] != OUT for at in market.scopes_of.get(carrier, ()))


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
    sets = list(combinations(range(market.carriers), most))
    if len(sets) > MAX_SUBSETS:
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


def _lot_sums(market: Market, least: Ints, surplus: Ints) -> tuple[Ints, Flags]:
    values = least.copy()
    values[market.pairs[:, 0]] += surplus
    none = values >= NEVER // 2
    values[none] = 0
    if not market.size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    return np.add.reduceat(values, market.starts), np.logical_or.reduceat(none, market.starts)


def _must_be_whole(market: Market, situation: Situation) -> Flags:
    """The lots of the bundles that must be earned."""
    found = np.zeros(len(market.lots), dtype=np.bool_)
    for at, must in situation.earned.items():
        if must:
            found[list(market.earnings[at].lots)] = True
    return found


def _whole_prices(
    market: Market,
    wholes: Iterable[Whole],
    situation: Situation,
    shadow: Shadow,
    credits: dict[int, Ints],
) -> Iterable[tuple[Whole, int]]:
    must = {at for at, earned in situation.earned.items() if earned}
    cannot = {at for at, earned in situation.earned.items() if not earned}
    over: dict[int, set[int]] = {}
    for at in must:
        for lot in market.earnings[at].lots:
            over.setdefault(lot, set()).add(at)
    taken = {carrier: np.add.reduceat(own, market.starts) for carrier, own in credits.items()}
    can = np.logical_and.reduceat(situation.allowed, market.starts) if market.size else None
    for whole in wholes:
        states = set(whole.states if whole.states is not None else whole.open)
        tier = situation.tiers[whole.scope]
        if tier == OUT or can is None or not can[whole.lot, whole.carrier]:
            continue
        if (whole.states is not None and states & cannot) or not over.get(
            whole.lot, set()
        ) <= states:
            continue
        price = whole.prices[tier]
        if price < NEVER:
            links = sum(shadow.links.get((at, whole.lot), 0) for at in whole.states or ())
            own = int(taken[whole.carrier][whole.lot]) if whole.carrier in taken else 0
            yield whole, price - own - links


def _link_worth(market: Market, situation: Situation, shadow: Shadow) -> int:
    """What earning the bundles is worth at the links' multipliers, chosen against us."""
    total: dict[int, int] = {}
    for (at, _), multiplier in shadow.links.items():
        total[at] = total.get(at, 0) + multiplier
    worth = 0
    for at, value in total.items():
        earned = situation.earned.get(at)
        worth += value if earned else min(0, value) if earned is None else 0
    return worth
