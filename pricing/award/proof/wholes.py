"""Whole lots that a carrier can take for its bundles: every state of the bundles over each lot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from pricing.award.proof.exact import NEVER, Flags, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Shadow, Situation
from pricing.award.proof.whole_prices import States, WholeLot, lines_of, price_of, prices_of

MAX_STATES = 64
"of the bundles over one lot; where there are more, their best rate bounds less well"


@dataclass(frozen=True)
class Wholes:
    """Lots won whole, a row each: which lot, by which carrier, with which bundles earned.

    `earned` and `possible` are by row and earning of the market: what must be earned for the price,
    and what may be; they differ only where the states over a lot were too many to list: then one
    row stands for all of them, at the rates of all bundles that a case leaves possible. `prices`
    is by row and tier of the scope, in parts of a fen, NEVER where the lot is not on offer.
    """

    lots: Ints
    carriers: Ints
    scopes: Ints
    prices: Ints
    earned: Flags
    possible: Flags

    def __len__(self) -> int:
        return len(self.lots)

    def offered(self, market: Market, situation: Situation) -> tuple[Ints, Ints]:
        """The rows on offer in a case and their prices, not reduced."""
        if not len(self) or not market.size:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        tiers = np.array(situation.tiers, dtype=np.int64)[self.scopes]
        prices = self.prices[np.arange(len(self)), tiers]
        can = np.logical_and.reduceat(situation.allowed, market.starts)
        on = (tiers != OUT) & (prices < NEVER) & can[self.lots, self.carriers]
        if not situation.earned:
            rows = np.flatnonzero(on)
            return rows, prices[rows]
        must, cannot = self._decided(market, situation)
        on &= ~(self.earned & cannot).any(axis=1)
        on &= ~(must[self.lots] & ~self.possible).any(axis=1)
        rows = np.flatnonzero(on)
        found = self._without(market, situation, cannot, rows, prices[rows])
        return rows[found < NEVER], found[found < NEVER]

    def _without(
        self, market: Market, situation: Situation, cannot: Flags, rows: Ints, prices: Ints
    ) -> Ints:
        """The prices, those of unlisted states without the bundles that cannot be earned."""
        unsure = self.possible[rows] & ~self.earned[rows]
        for at in np.flatnonzero((unsure & cannot).any(axis=1)).tolist():
            row = int(rows[at])
            left = np.flatnonzero(unsure[at] & ~cannot).tolist()
            more = sum(market.earnings[one].discount_bps for one in left)
            tier = situation.tiers[self.scopes[row]]
            prices[at] = price_of(market, int(self.carriers[row]), int(self.lots[row]), tier, more)
        return prices

    def _decided(self, market: Market, situation: Situation) -> tuple[Flags, Flags]:
        """By lot and earning what must be earned there, and by earning what cannot be."""
        must = np.zeros((len(market.lots), len(market.earnings)), dtype=np.bool_)
        cannot = np.zeros(len(market.earnings), dtype=np.bool_)
        for at, earned in situation.earned.items():
            if earned:
                must[list(market.earnings[at].lots), at] = True
            else:
                cannot[at] = True
        return must, cannot

    def links(self, market: Market, shadow: Shadow) -> Ints:
        """By row, the sum of the links' multipliers of what it earns."""
        if not shadow.links:
            return np.zeros(len(self), dtype=np.int64)
        values = np.zeros((len(market.lots), len(market.earnings)), dtype=np.int64)
        earnings, lots, multipliers = shadow.linked
        values[lots, earnings] = multipliers
        rows, earned = self.earns
        sums = np.zeros(len(self), dtype=np.int64)
        np.add.at(sums, rows, values[self.lots[rows], earned])
        return sums

    @cached_property
    def earns(self) -> tuple[Ints, Ints]:
        """Each row with each earning that must be earned for its price."""
        rows, earnings = np.nonzero(self.earned)
        return rows, earnings

    def of_scope(self, scope: int) -> Ints:
        """The rows of one scope."""
        return np.flatnonzero(self.scopes == scope)


def list_wholes(market: Market) -> Wholes:
    """Every whole lot of every carrier with a bundle over it."""
    over: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, earning in enumerate(market.earnings):
        for lot in earning.lots:
            over[earning.carrier, lot].append(at)
    found = [
        one
        for (carrier, lot), earnings in sorted(over.items())
        for one in _over(market, carrier, lot, tuple(earnings))
    ]
    count = len(market.earnings)
    return Wholes(
        lots=np.array([one.lot for one in found], dtype=np.int64),
        carriers=np.array([one.carrier for one in found], dtype=np.int64),
        scopes=np.array([one.scope for one in found], dtype=np.int64),
        prices=prices_of(market, found),
        earned=_flags([one.earned for one in found], count),
        possible=_flags([one.possible for one in found], count),
    )


def _flags(states: Sequence[States], count: int) -> Flags:
    flags = np.zeros((len(states), count), dtype=np.bool_)
    for row, one in enumerate(states):
        flags[row, list(one)] = True
    return flags


def _over(market: Market, carrier: int, lot: int, earnings: States) -> list[WholeLot]:
    """The lot with each state of the bundles over it, or with a single one for all of them."""
    first, end = int(market.starts[lot]), int(market.ends[lot])
    scope, lines = lines_of(market, carrier, first, end)
    paired = ((market.pairs >= first) & (market.pairs < end)).any()
    if len(lines) < end - first or paired:
        return []
    states: list[tuple[States, States]] = [((), earnings)]
    if 2 ** len(earnings) <= MAX_STATES:
        sizes = range(1, len(earnings) + 1)
        states = [(one, one) for size in sizes for one in combinations(earnings, size)]
    rates = [sum(market.earnings[at].discount_bps for at in possible) for _, possible in states]
    return [
        WholeLot(lot, carrier, scope, lines, earned, possible, rate)
        for (earned, possible), rate in zip(states, rates, strict=True)
    ]


def links(market: Market) -> list[tuple[int, int]]:
    """Every (earning, lot) whose states are listed: earned in all of its lots or in none."""
    over = Counter((one.carrier, lot) for one in market.earnings for lot in one.lots)
    return [
        (at, lot)
        for at, earning in enumerate(market.earnings)
        for lot in earning.lots
        if 2 ** over[earning.carrier, lot] <= MAX_STATES
    ]
