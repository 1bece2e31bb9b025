"""Whole lots that a carrier can take for its bundles: every state of the bundles over each lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pricing.award.proof.exact import NEVER, Ints, exact_sum
from pricing.award.proof.market import Earning, Market

MAX_STATES = 64
"of the bundles over one lot; where there are more, their best rate bounds less well"
States = tuple[int, ...]


@dataclass(frozen=True)
class Whole:
    """A lot won whole with these earnings (numbers in the market); `prices` by tier of its scope.

    `states` is None where the states were too many: any of the `open` earnings may be earned.
    """

    lot: int
    carrier: int
    scope: int
    states: States | None
    open: States
    prices: tuple[int, ...]
    "in parts of a fen, NEVER where a ceiling or a missing price forbids it"


def list_wholes(market: Market) -> tuple[Whole, ...]:
    """Every whole lot of every carrier with a bundle over it."""
    over: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, earning in enumerate(market.earnings):
        for lot in earning.lots:
            over[earning.carrier, lot].append(at)
    return tuple(
        whole
        for (carrier, lot), earnings in sorted(over.items())
        for whole in _over(market, carrier, lot, earnings)
    )


def _over(market: Market, carrier: int, lot: int, earnings: list[int]) -> Iterator[Whole]:
    first, end = int(market.starts[lot]), int(market.ends[lot])
    scope, rows = _rows(market, carrier, first, end)
    paired = {int(row) for row in market.pairs.ravel() if first <= row < end}
    if len(rows) < end - first or paired:
        return
    subsets = (
        [chosen for size in range(1, len(earnings) + 1) for chosen in combinations(earnings, size)]
        if 2 ** len(earnings) <= MAX_STATES
        else [None]
    )
    for states in subsets:
        rate = sum(market.earnings[at].discount_bps for at in states or earnings)
        own = market.scopes[scope]
        prices = tuple(_total(own.prices_at(tier, rate)[rows]) for tier in range(len(own.tiers)))
        yield Whole(lot, carrier, scope, states, tuple(earnings), prices)


def _rows(market: Market, carrier: int, first: int, end: int) -> tuple[int, Ints]:
    """The scope of the carrier over the lot, and where the lot's lines stand in it."""
    for at in market.scopes_of.get(carrier, ()):
        lines = market.scopes[at].lines
        low, high = np.searchsorted(lines, (first, end))
        if low < high:
            return at, np.arange(low, high)
    raise AssertionError("a bundle is kept only where every line has a price")


def _total(prices: Ints) -> int:
    return NEVER if bool((prices >= NEVER).any()) else exact_sum(prices)


def links(market: Market) -> list[tuple[int, int]]:
    """Every (earning, lot): the bundle is earned in all of its lots or in none."""
    return [(at, lot) for at, earning in enumerate(market.earnings) for lot in earning.lots]


def named(earning: Earning) -> tuple[int, int]:
    """How a certificate names the bundle: the quote and its place there."""
    return earning.carrier, earning.bundle
