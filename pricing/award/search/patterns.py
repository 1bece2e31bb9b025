"""What the lines of a group take together at given multipliers, and what that adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pricing.award.proof.bound import Bound, winner_sets
from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Demand, Market
from pricing.award.proof.names import reach_of
from pricing.award.proof.situation import OUT, Situation, wins
from pricing.award.proof.wholes import Wholes, links

Floats = NDArray[np.float64]
FULL = 4_000
"lines times carriers up to which every line is a group of its own"
GROUPS = 120


@dataclass(frozen=True)
class Choice:
    """A column for every row, and by lot the whole offer that is taken, -1 for none."""

    columns: Ints
    wholes: Ints


def nothing_whole(market: Market) -> Ints:
    return np.full(len(market.lots), -1, dtype=np.int64)


def best_choice(market: Market, wholes: Wholes, found: Bound) -> Choice:
    """What is cheapest at the reduced prices: pairs apart, lots whole where that costs less."""
    reduced = found.reduced
    limit = market.per_lot_at_most
    if limit is not None and limit < market.carriers:
        reduced = _few_per_lot(market, reduced, limit)
    columns = reduced.argmin(axis=1)
    _part_pairs(market, reduced, columns)
    taken = np.full(len(market.lots), -1, dtype=np.int64)
    lots = wholes.lots[found.offers]
    best = (found.offer_prices == found.lots[lots]) & (
        (found.offer_prices < found.free[lots]) | found.must[lots] | found.hard[lots]
    )
    taken[lots[best]] = found.offers[best]
    whole = np.flatnonzero(taken >= 0)
    for lot in whole.tolist():
        columns[market.starts[lot] : market.ends[lot]] = wholes.carriers[taken[lot]]
    return Choice(columns, taken)


def _part_pairs(market: Market, reduced: Ints, columns: Ints) -> None:
    one, other = market.pairs[:, 0], market.pairs[:, 1]
    clash = np.flatnonzero((columns[one] == columns[other]) & (columns[one] < market.carriers))
    if not len(clash):
        return
    rests, seconds = [], []
    for rows in (one[clash], other[clash]):
        rest = reduced[rows].copy()
        least = rest[np.arange(len(rows)), columns[rows]]
        rest[np.arange(len(rows)), columns[rows]] = NEVER
        seconds.append(rest.argmin(axis=1))
        rests.append(rest.min(axis=1) - least)
    moved = rests[0] <= rests[1]
    columns[one[clash][moved]] = seconds[0][moved]
    columns[other[clash][~moved]] = seconds[1][~moved]


def _few_per_lot(market: Market, reduced: Ints, most: int) -> Ints:
    """The reduced prices with only the best set of so many carriers left in each lot."""
    sets = winner_sets(market.carriers, most)
    if not sets:
        return reduced
    totals = []
    for chosen in sets:
        columns: list[int] = [*chosen, market.carriers]
        least = reduced[:, columns].min(axis=1).astype(np.float64)
        totals.append(np.add.reduceat(least, market.starts))
    best = np.argmin(np.array(totals), axis=0)
    kept = np.full_like(reduced, NEVER)
    kept[:, -1] = reduced[:, -1]
    for at, chosen in enumerate(sets):
        rows = np.flatnonzero((best == at)[market.lot_of])
        places = np.ix_(rows, np.array(chosen, dtype=np.int64))
        kept[places] = reduced[places]
    return kept


@dataclass(frozen=True)
class Bounding:
    """One row of the master program: what it adds up, at least or at most how much."""

    kind: str
    "need, demand or link"
    key: int | tuple[int, int]
    carrier: int
    lines: Ints
    amounts: Ints
    at_least: bool
    bound: int
    shift: int

    @cached_property
    def reach(self) -> int:
        """The most units that a multiplier on the bound is taken times."""
        return reach_of(self.amounts, self.bound)

    @cached_property
    def largest(self) -> float:
        """The largest of the amounts, 1 at least."""
        return max(1.0, float(self.amounts.max(initial=1)))


def demand_row(at: int, demand: Demand) -> Bounding:
    """The row of the demand of that number."""
    return Bounding(
        "demand",
        at,
        demand.carrier,
        demand.lines,
        demand.amounts,
        demand.at_least,
        demand.bound,
        demand.shift,
    )


def bounding_rows(market: Market, situation: Situation) -> list[Bounding]:
    """The tiers' needs, the demands that bind in the case, and the links of bundles."""
    return [*amount_rows(market, situation), *_link_rows(market, situation)]


def amount_rows(market: Market, situation: Situation) -> list[Bounding]:
    """The bounds on amounts that lines add up to: needs and demands."""
    rows = []
    for at, scope in enumerate(market.scopes):
        tier = situation.tiers[at]
        if tier > 0:
            need = scope.tiers[tier].from_
            rows.append(
                Bounding(
                    "need", at, scope.carrier, scope.lines, scope.volumes, True, need, scope.shift
                )
            )
    for at, demand in enumerate(market.demands):
        inside = wins(market, situation, demand.carrier)
        if inside and (demand.at_least or demand.bound < int(demand.amounts.sum())):
            rows.append(demand_row(at, demand))
    return rows


def _link_rows(market: Market, situation: Situation) -> list[Bounding]:
    rows = []
    none = np.zeros(0, dtype=np.int64)
    for key in links(market):
        earning = market.earnings[key[0]]
        scope_out = situation.earned.get(key[0]) is False or not wins(
            market, situation, earning.carrier
        )
        if not scope_out:
            rows.append(Bounding("link", key, earning.carrier, none, none, True, 0, 0))
    return rows


def groups_of(market: Market, situation: Situation) -> Ints:
    """By row its group; -1 where nothing is left to choose and nothing is taken together."""
    whole = np.zeros(len(market.lots), dtype=np.bool_)
    whole[[lot for lot in market.whole_lots if _live(market, situation, lot)]] = True
    limited = market.per_lot_at_most is not None and market.per_lot_at_most < market.carriers
    together = whole | limited
    choices = situation.allowed.sum(axis=1)
    loose = ~together[market.lot_of]
    groups = np.full(market.size, -1, dtype=np.int64)
    rows = np.flatnonzero(loose & (choices > 1))
    full = len(rows) * (market.carriers + 1) <= FULL
    chunk = 1 if full else max(1, len(rows) // GROUPS)
    groups[rows] = len(market.lots) + np.arange(len(rows)) // chunk
    one, other = market.pairs[:, 0], market.pairs[:, 1]
    joined = (groups[one] >= 0) & (groups[other] >= 0) & loose[one] & loose[other]
    groups[other[joined]] = groups[one[joined]]
    groups[~loose] = market.lot_of[~loose]
    _, numbered = np.unique(groups[groups >= 0], return_inverse=True)
    groups[groups >= 0] = numbered
    return groups


def _live(market: Market, situation: Situation, lot: int) -> bool:
    return any(
        lot in earning.lots
        and situation.earned.get(at) is not False
        and wins(market, situation, earning.carrier)
        for at, earning in enumerate(market.earnings)
    )


def earn(
    bundles: dict[int, float], market: Market, wholes: Wholes, whole: int, part: float
) -> None:
    """Counts that part of a whole offer toward the bundles that it may be earned with."""
    for at in np.flatnonzero(wholes.possible[whole]).tolist():
        bundles[at] = bundles.get(at, 0.0) + part / len(market.earnings[at].lots)


def whole_costs(market: Market, wholes: Wholes, situation: Situation) -> Floats:
    """By whole offer its price, infinite where the case has no place for it."""
    costs = np.full(len(wholes), np.inf)
    rows, prices = wholes.offered(market, situation)
    for carrier, own in market.credits.items():
        mine = wholes.carriers[rows] == carrier
        lots = wholes.lots[rows[mine]]
        prices[mine] -= np.add.reduceat(own, market.starts)[lots]
    costs[rows] = prices
    return costs


def case_prices(market: Market, situation: Situation) -> Ints:
    """By row and column the prices of the case, not reduced; NEVER where not allowed."""
    prices = np.full((market.size, market.carriers + 1), NEVER, dtype=np.int64)
    prices[:, -1] = market.outside
    for at, scope in enumerate(market.scopes):
        tier = situation.tiers[at]
        if tier != OUT:
            prices[scope.lines, scope.carrier] = scope.prices[tier]
    offered = (prices < NEVER) & situation.allowed
    for carrier, own in market.credits.items():
        prices[:, carrier] -= own
    prices[~offered] = NEVER
    return prices
