"""An assignment that misses bounds of its case, mended line by line; only a source of awards."""

from __future__ import annotations

import numpy as np

from pricing.award.proof.bound import Bound
from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Shadow, Situation
from pricing.award.search.assess import earned_by
from pricing.award.search.duals import penalty
from pricing.award.search.patterns import Bounding, Floats, amount_rows, case_prices

MOVES = 60
MOVABLE = 300
"the lines with the least to lose by going elsewhere"


def mended(
    market: Market, case: Situation, shadow: Shadow, found: Bound, columns: Ints
) -> Ints | None:
    """The choices with lines moved until every bound is met, as cheaply as single moves can.

    Each move takes most off prices and what is missing, at a price higher than the multipliers.
    None where nothing is missing, or nothing can move.
    """
    lacking = [_Lacking(row, market, shadow, columns) for row in amount_rows(market, case)]
    if not any(one.missing(one.total) for one in lacking):
        return None
    columns = columns.copy()
    lines = _movable(market, found, columns)
    if not len(lines):
        return None
    prices = case_prices(market, case)[lines].astype(np.float64)
    prices[prices >= NEVER] = np.inf
    partners = _partners(market)[lines]
    for _ in range(MOVES):
        change = _changes(prices, columns[lines], [(one, one.amounts[lines]) for one in lacking])
        _keep_apart(change, columns, lines, partners)
        place, column = np.unravel_index(int(change.argmin()), change.shape)
        if not change[place, column] < 0:
            break
        for one in lacking:
            one.move(int(lines[place]), int(columns[lines[place]]), int(column))
        columns[lines[place]] = column
    return columns


def _movable(market: Market, found: Bound, columns: Ints) -> Ints:
    """Lines in no earned bundle, some hundreds at most."""
    kept = np.zeros(len(market.lots), dtype=np.bool_)
    for earning in earned_by(market, columns):
        kept[list(earning.lots)] = True
    two = np.partition(found.reduced, 1, axis=1)
    free = np.flatnonzero((two[:, 1] < NEVER) & ~kept[market.lot_of])
    regret = (two[:, 1] - two[:, 0])[free]
    return free[np.argsort(regret, kind="stable")[:MOVABLE]]


def _partners(market: Market) -> Ints:
    """By line one that may not share its carrier; -1 for none."""
    partners = np.full(market.size, -1, dtype=np.int64)
    for pairs in (market.loose_pairs, market.pairs):
        partners[pairs] = pairs[:, ::-1]
    return partners


def _keep_apart(change: Floats, columns: Ints, lines: Ints, partners: Ints) -> None:
    """No line moves to the carrier of its partner."""
    paired = np.flatnonzero((partners >= 0) & (columns[partners] != columns[lines]))
    taken = columns[partners[paired]]
    served = taken < change.shape[1] - 1
    change[paired[served], taken[served]] = np.inf


def _changes(prices: Floats, columns: Ints, lacking: list[tuple[_Lacking, Floats]]) -> Floats:
    """By line and column, what going there changes; nothing where the line is."""
    at = np.arange(len(columns))
    change = prices.copy()
    leaving = -prices[at, columns]
    for one, amounts in lacking:
        now = one.missing(one.total)
        change[:, one.carrier] += one.rate * (one.missing(one.total + amounts) - now)
        more = one.rate * (one.missing(one.total - amounts) - now)
        leaving += np.where(columns == one.carrier, more, 0.0)
    change += leaving[:, None]
    change[at, columns] = 0.0
    return change


class _Lacking:
    """A bound, what the choices come to in it, and what a unit missing may cost."""

    def __init__(self, row: Bounding, market: Market, shadow: Shadow, columns: Ints) -> None:
        self.carrier, self.sign = row.carrier, 1.0 if row.at_least else -1.0
        self.bound = float(row.bound)
        self.amounts = np.zeros(market.size)
        self.amounts[row.lines] = row.amounts
        self.total = float(self.amounts[columns == row.carrier].sum())
        self.rate = penalty(row, shadow, float(market.dearest.max(initial=1)), 1.0)

    def missing(self, total: Floats | float) -> Floats:
        return np.maximum(0.0, self.sign * (self.bound - total))

    def move(self, line: int, from_: int, to: int) -> None:
        self.total += float(self.amounts[line]) * ((to == self.carrier) - (from_ == self.carrier))
