"""What lots that are won whole cost, tier by tier, with what their bundles add to the rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

import numpy as np

from pricing.award.proof.exact import NEVER, Ints, exact_sum
from pricing.award.proof.market import Market, Scope

MANY_LINES = 50_000
"priced at once, and those of one more row"
States = tuple[int, ...]
"numbers of bundles"


@dataclass(frozen=True)
class WholeLot:
    """A lot that a carrier wins whole; `lines` are its lines' places in the scope.

    `earned` are the bundles that must be earned for the price, `possible` those that give it.
    """

    lot: int
    carrier: int
    scope: int
    lines: range
    earned: States
    possible: States
    more_bps: int


def prices_of(market: Market, found: Sequence[WholeLot]) -> Ints:
    """By row and tier what its lines cost together, some rows at a time."""
    most = max((len(scope.tiers) for scope in market.scopes), default=1)
    prices = np.full((len(found), most), NEVER, dtype=np.int64)
    before = accumulate((len(one.lines) for one in found), initial=0)
    blocks = zip(range(len(found)), (lines // MANY_LINES for lines in before), strict=False)
    for (scope, _), block in groupby(blocks, key=lambda at: (found[at[0]].scope, at[1])):
        rows = [at for at, _ in block]
        own = _prices(market.scopes[scope], [found[at] for at in rows])
        prices[rows, : own.shape[1]] = own
    return prices


def _prices(scope: Scope, rows: Sequence[WholeLot]) -> Ints:
    """By row and tier, in parts of a fen; NEVER where a line is above its ceiling."""
    lines = np.concatenate([np.array(one.lines, dtype=np.int64) for one in rows])
    counts = [len(one.lines) for one in rows]
    starts = np.cumsum([0, *counts[:-1]])
    more = np.repeat(np.array([one.more_bps for one in rows], dtype=np.int64), counts)
    columns = []
    for tier in range(len(scope.tiers)):
        prices = scope.prices_at(tier, more, lines)
        above = np.logical_or.reduceat(prices >= NEVER, starts)
        columns.append(np.where(above, NEVER, np.add.reduceat(prices, starts)))
    return np.stack(columns, axis=1)


def price_of(market: Market, carrier: int, lot: int, tier: int, more_bps: int) -> int:
    """What the carrier's lines of the lot cost together; NEVER where one is above its ceiling."""
    scope, lines = lines_of(market, carrier, int(market.starts[lot]), int(market.ends[lot]))
    prices = market.scopes[scope].prices_at(tier, more_bps, slice(lines.start, lines.stop))
    return NEVER if bool((prices >= NEVER).any()) else exact_sum(prices)


def lines_of(market: Market, carrier: int, first: int, end: int) -> tuple[int, range]:
    """The scope of the carrier over the lot, and where the lot's lines stand in it."""
    for at in market.scopes_of.get(carrier, ()):
        low, high = np.searchsorted(market.scopes[at].lines, (first, end))
        if low < high:
            return at, range(int(low), int(high))
    raise AssertionError("a bundle is kept only where every line has a price")
