"""Whole lots that a carrier can take for its bundles: every state of the bundles over each lot."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pricing.award.proof.exact import NEVER, Flags, Ints, exact_sum
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Shadow, Situation

MAX_STATES = 64
"of the bundles over one lot; where there are more, their best rate bounds less well"
States = tuple[int, ...] | None


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
        must, cannot = self._decided(market, situation)
        on = (tiers != OUT) & (prices < NEVER) & can[self.lots, self.carriers]
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
            prices[at] = _price(market, int(self.carriers[row]), int(self.lots[row]), tier, more)
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
        for (at, lot), value in shadow.links.items():
            values[lot, at] = value
        sums: Ints = (values[self.lots] * self.earned).sum(axis=1)
        return sums

    def of_scope(self, scope: int) -> Ints:
        """The rows of one scope."""
        return np.flatnonzero(self.scopes == scope)


def list_wholes(market: Market) -> Wholes:
    """Every whole lot of every carrier with a bundle over it."""
    over: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, earning in enumerate(market.earnings):
        for lot in earning.lots:
            over[earning.carrier, lot].append(at)
    found: list[tuple[int, int, int, list[int], States, list[int]]] = []
    for (carrier, lot), earnings in sorted(over.items()):
        found += _over(market, carrier, lot, earnings)
    most = max((len(scope.tiers) for scope in market.scopes), default=1)
    count = len(market.earnings)
    earned = np.zeros((len(found), count), dtype=np.bool_)
    possible = np.zeros((len(found), count), dtype=np.bool_)
    for row, (_, _, _, earnings, states, _) in enumerate(found):
        earned[row, list(states or ())] = True
        possible[row, list(earnings if states is None else states)] = True
    return Wholes(
        lots=np.array([lot for lot, *_ in found], dtype=np.int64),
        carriers=np.array([carrier for _, carrier, *_ in found], dtype=np.int64),
        scopes=np.array([scope for _, _, scope, *_ in found], dtype=np.int64),
        prices=np.array(
            [[*prices, *[NEVER] * (most - len(prices))] for *_, prices in found], dtype=np.int64
        ).reshape(len(found), most),
        earned=earned,
        possible=possible,
    )


def _over(
    market: Market, carrier: int, lot: int, earnings: list[int]
) -> list[tuple[int, int, int, list[int], States, list[int]]]:
    """Lot, carrier, scope, all earnings over it, those earned (None: unknown), prices by tier."""
    first, end = int(market.starts[lot]), int(market.ends[lot])
    scope, rows = _rows(market, carrier, first, end)
    paired = ((market.pairs >= first) & (market.pairs < end)).any()
    if rows.stop - rows.start < end - first or paired:
        return []
    chosen: list[States] = [None]
    if 2 ** len(earnings) <= MAX_STATES:
        sizes = range(1, len(earnings) + 1)
        chosen = [states for size in sizes for states in combinations(earnings, size)]
    found = []
    for states in chosen:
        rate = sum(market.earnings[at].discount_bps for at in states or earnings)
        tiers = range(len(market.scopes[scope].tiers))
        prices = [_price(market, carrier, lot, tier, rate) for tier in tiers]
        found.append((lot, carrier, scope, earnings, states, prices))
    return found


def _price(market: Market, carrier: int, lot: int, tier: int, more_bps: int) -> int:
    """What the carrier's lines of the lot cost together; NEVER where one is above its ceiling."""
    scope, rows = _rows(market, carrier, int(market.starts[lot]), int(market.ends[lot]))
    prices = market.scopes[scope].prices_at(tier, more_bps, rows)
    return NEVER if bool((prices >= NEVER).any()) else exact_sum(prices)


def _rows(market: Market, carrier: int, first: int, end: int) -> tuple[int, slice]:
    """The scope of the carrier over the lot, and where the lot's lines stand in it."""
    for at in market.scopes_of.get(carrier, ()):
        low, high = np.searchsorted(market.scopes[at].lines, (first, end))
        if low < high:
            return at, slice(int(low), int(high))
    raise AssertionError("a bundle is kept only where every line has a price")


def links(market: Market) -> list[tuple[int, int]]:
    """Every (earning, lot) whose states are listed: earned in all of its lots or in none."""
    over = Counter((one.carrier, lot) for one in market.earnings for lot in one.lots)
    return [
        (at, lot)
        for at, earning in enumerate(market.earnings)
        for lot in earning.lots
        if 2 ** over[earning.carrier, lot] <= MAX_STATES
    ]
