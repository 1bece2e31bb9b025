"""A problem that falls apart: lots that no ladder, bundle or pair joins are bounded on their own.

What still joins the parts are demands that reach across them, and the number of winners. Such a
demand is priced by a multiplier of its own, once for all parts, and the winners are told apart in
cases; then each part stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from pricing.award.proof.bound import credits_of
from pricing.award.proof.exact import Ints, distinct
from pricing.award.proof.market import Demand, Earning, Market, Scope, by_carrier
from pricing.award.proof.situation import Combination, Shadow, Situation

Parts = tuple[tuple[int, ...], ...]


def parts_of(market: Market) -> Parts:
    """The lots in groups that nothing but demands and the number of winners joins."""
    parent = list(range(len(market.lots)))

    def root(lot: int) -> int:
        while parent[lot] != lot:
            parent[lot] = parent[parent[lot]]
            lot = parent[lot]
        return lot

    for lots in _joined(market):
        for lot in lots[1:]:
            parent[root(lot)] = root(lots[0])
    found: dict[int, list[int]] = {}
    for lot in range(len(market.lots)):
        found.setdefault(root(lot), []).append(lot)
    return tuple(tuple(lots) for lots in found.values())


def _joined(market: Market) -> Iterable[list[int]]:
    for scope in market.scopes:
        if scope.ladder is not None and len(scope.tiers) > 1:
            yield distinct(market.lot_of[scope.lines]).tolist()
    for earning in market.earnings:
        yield list(earning.lots)
    for pairs in (market.pairs, market.loose_pairs):
        yield from market.lot_of[pairs].tolist()


def crossing(market: Market, parts: Parts) -> tuple[int, ...]:
    """The demands whose lines lie in more than one part, or that every winner must meet."""
    if len(parts) == 1:
        return ()
    part_of_lot = np.zeros(len(market.lots), dtype=np.int64)
    for at, lots in enumerate(parts):
        part_of_lot[list(lots)] = at
    return tuple(
        at
        for at, demand in enumerate(market.demands)
        if demand.winners_only or len(distinct(part_of_lot[market.lot_of[demand.lines]])) > 1
    )


def across(market: Market, shadow: Shadow, winners: frozenset[int]) -> tuple[dict[int, Ints], int]:
    """What the crossing demands' multipliers take off each price, and what they are worth."""
    tiers: Combination = tuple(0 if s.carrier in winners else -1 for s in market.scopes)
    nothing = Situation(tiers, np.zeros((0, 0), dtype=np.bool_))
    return credits_of(market, nothing, Shadow(demands=shadow.demands))


def part(
    market: Market,
    lots: tuple[int, ...],
    apart: tuple[int, ...],
    winners: frozenset[int],
    credits: dict[int, Ints],
) -> Market:
    """The market of these lots with these winners, all of them taken to win; `apart` are the
    demands left out."""
    inside = np.zeros(len(market.lots), dtype=np.bool_)
    inside[list(lots)] = True
    rows = np.flatnonzero(inside[market.lot_of])
    row_of = np.full(market.size, -1, dtype=np.int64)
    row_of[rows] = np.arange(len(rows))
    names = np.flatnonzero(inside)
    number = {int(lot): at for at, lot in enumerate(names)}
    scopes = tuple(_scopes(market, row_of, winners))
    lot_of = np.searchsorted(names, market.lot_of[rows]).astype(np.int64)
    return replace(
        market,
        lines=market.lines[rows],
        lot_of=lot_of,
        lots=tuple(market.lots[lot] for lot in names),
        starts=np.searchsorted(lot_of, np.arange(len(names))).astype(np.int64),
        outside=market.outside[rows],
        ceilings=market.ceilings[rows],
        scopes=scopes,
        demands=tuple(_demands(market, row_of, winners, apart)),
        pairs=_pairs(market.pairs, row_of),
        loose_pairs=_pairs(market.loose_pairs, row_of),
        earnings=tuple(_earnings(market, number, winners)),
        least_winners=len({scope.carrier for scope in scopes}),
        most_winners=market.carriers,
        scopes_of=by_carrier(scopes),
        alone=False,
        credits={carrier: own[rows] for carrier, own in credits.items() if carrier in winners},
    )


def _scopes(market: Market, row_of: Ints, winners: frozenset[int]) -> Iterable[Scope]:
    for scope in market.scopes:
        here = row_of[scope.lines] >= 0
        if scope.carrier in winners and here.any():
            yield replace(
                scope,
                lines=row_of[scope.lines[here]],
                listed=scope.listed[here],
                ceilings=scope.ceilings[here],
                volumes=scope.volumes[here],
                whole_shift=scope.shift,
            )


def _demands(
    market: Market, row_of: Ints, winners: frozenset[int], apart: tuple[int, ...]
) -> Iterable[Demand]:
    for at, demand in enumerate(market.demands):
        here = row_of[demand.lines] >= 0
        if at not in apart and demand.carrier in winners and here.any():
            yield replace(
                demand,
                lines=row_of[demand.lines[here]],
                amounts=demand.amounts[here],
                whole_shift=demand.shift,
            )


def _earnings(market: Market, number: dict[int, int], winners: frozenset[int]) -> Iterable[Earning]:
    for earning in market.earnings:
        if earning.carrier in winners and earning.lots[0] in number:
            yield replace(earning, lots=tuple(number[lot] for lot in earning.lots))


def _pairs(pairs: Ints, row_of: Ints) -> Ints:
    here = np.all(row_of[pairs] >= 0, axis=1)
    found: Ints = row_of[pairs[here]]
    return found
