"""One price for each line bounds every combination of tiers at once.

Let each line have a price, whatever it is. An award costs at least the sum of these prices, plus,
for each carrier that wins, the least that its lines can cost it above their prices. That least
depends on the carrier's own tiers alone, so it is tabulated scope by scope and tier by tier; the
bound of a combination is a sum of table entries. The prices are those of one case that was bounded
well: what each line takes there at the least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.award.proof.bound import Bound, credits_of
from pricing.award.proof.exact import (
    NEVER,
    PRICES,
    REACH,
    Flags,
    Ints,
    bound_down,
    credits_up,
    exact_sum,
    exact_sums,
)
from pricing.award.proof.market import Market, Scope
from pricing.award.proof.situation import OUT, Combination, Shadow, Situation
from pricing.award.proof.wholes import Wholes

Floats = NDArray[np.float64]
MANY, SAMPLED, SURELY = 1_000, 16, 1.5
"from how many lines on one in so many is looked at first; how much more than needed is taken"


@dataclass(frozen=True)
class Tables:
    """`base` + the constants of the winners + an entry per scope, in parts of a fen.

    An entry is None where no award can reach the tier. `own` is the bound of the very case that
    the prices come from, `tiers` its combination.
    """

    base: int
    constants: tuple[int, ...]
    entries: tuple[tuple[int | None, ...], ...]
    tiers: Combination
    own: int | None


def line_prices(market: Market, found: Bound) -> Ints:
    """What each line takes at the least in a case, shared out where lines are taken together.

    Any prices bound every combination; these come to no more than PRICES in all, so that no sum
    over lines of what is taken off them or put on them leaves 64 bits.
    """
    prices = np.minimum(found.least, market.dearest)
    for side in (0, 1):
        rows = market.pairs[:, side]
        prices[rows] = np.minimum(prices[rows] + found.surplus, market.dearest[rows])
    cheaper = ~found.impossible & (found.lots < found.free)
    if cheaper.any():
        _share_out(market, found.lots, cheaper, prices)
    if exact_sum(np.maximum(0, prices)) - exact_sum(np.minimum(0, prices)) > PRICES:
        prices = np.clip(prices, -market.dearest, market.dearest)
    return prices


def _share_out(market: Market, lots: Ints, some: Flags, prices: Ints) -> None:
    """Takes off the prices, by weight, what they exceed these lots by; the first get the rest."""
    sums = np.add.reduceat(prices, market.starts)
    rows, first = np.flatnonzero(some[market.lot_of]), market.starts[some]
    lot_of = market.lot_of[rows]
    weighed = zip(prices[rows].tolist(), lots[lot_of].tolist(), sums[lot_of].tolist(), strict=True)
    shared = (one - (whole - least) * one // (whole or 1) for one, least, whole in weighed)
    prices[rows] = [max(-PRICES, min(PRICES, one)) for one in shared]
    prices[first] -= (np.add.reduceat(prices, market.starts) - lots)[some]


def tables(
    market: Market,
    wholes: Wholes,
    situation: Situation,
    shadow: Shadow,
    found: Bound,
) -> Tables:
    """The tables of the prices that a bounded case gives."""
    prices = line_prices(market, found)
    everybody = Situation(tuple(0 for _ in market.scopes), situation.allowed)
    demanding = Shadow(demands=shadow.demands, links=shadow.links)
    credits, _ = credits_of(market, everybody, demanding)
    links = wholes.links(market, shadow)
    entries = []
    for at, scope in enumerate(market.scopes):
        off = prices[scope.lines]
        if scope.carrier in credits:
            off = off + credits[scope.carrier][scope.lines]
        entries.append(_Entries(market, scope, off, wholes, wholes.of_scope(at), links).entries())
    base = exact_sum(prices) + exact_sum(np.minimum(0, market.outside - prices))
    return Tables(base, _constants(market, shadow), tuple(entries), situation.tiers, found.value)


def _constants(market: Market, shadow: Shadow) -> tuple[int, ...]:
    """By carrier, what the bounds on its amounts and its bundles are worth when it wins."""
    found = [demands_worth(market, shadow, carrier) for carrier in range(market.carriers)]
    links = shadow.linked_by(len(market.earnings)).tolist()
    for earning, value in zip(market.earnings, links, strict=True):
        found[earning.carrier] += min(0, value)
    return tuple(found)


def demands_worth(market: Market, shadow: Shadow, carrier: int) -> int:
    own = {at: one for at, one in shadow.demands.items() if market.demands[at].carrier == carrier}
    if not own:
        return 0
    everybody = Situation(tuple(0 for _ in market.scopes), np.ones((0, 0), dtype=np.bool_))
    return credits_of(market, everybody, Shadow(demands=own))[1]


class _Entries:
    """The table of one scope: its lines' prices less what each line counts for, by tier."""

    def __init__(
        self, market: Market, scope: Scope, off: Ints, wholes: Wholes, rows: Ints, links: Ints
    ) -> None:
        self.market, self.scope, self.off = market, scope, off
        tiers = len(scope.tiers)
        self.lots, self.links = wholes.lots[rows], links[rows]
        self.whole_prices = wholes.prices[rows, :tiers].T
        prices = scope.price_table
        self.offered = prices < NEVER
        self.over = np.where(self.offered, prices - off, NEVER)

    def entries(self) -> tuple[int | None, ...]:
        """The least that the scope's lines can cost above their prices; None: out of reach."""
        scope = self.scope
        needs = [tier.from_ for tier in scope.tiers]
        multipliers = self._multipliers(needs)
        credit = credits_up([one or 0 for one in multipliers], scope.volumes, scope.shift)
        taken = np.minimum(0, np.where(self.offered, self.over - credit, 0))
        for one, other in self.market.pairs_in(scope):
            taken[:, one] = np.minimum(taken[:, one], taken[:, other])
            taken[:, other] = 0
        sums = self._by_lot(taken, credit) if len(self.lots) else taken
        return tuple(
            None if one is None else bound_down(one, need, scope.shift) + total
            for one, need, total in zip(multipliers, needs, exact_sums(sums), strict=True)
        )

    def _multipliers(self, needs: list[int]) -> list[int | None]:
        """By tier the best worth of a unit of volume; None where the tier is out of reach."""
        found = best_multipliers(self.over, self.scope.volumes, needs, self.scope.shift)
        for tier, need in enumerate(needs):
            if found[tier] is None:
                can = self.offered[tier] | self._in_whole(tier)
                if exact_sum(self.scope.volumes[can]) >= need:
                    found[tier] = 0
        return found

    def _in_whole(self, tier: int) -> Flags:
        """The lines that the scope can win with their whole lot at that tier."""
        lots = self.lots[self.whole_prices[tier] < NEVER]
        return np.isin(self.market.lot_of[self.scope.lines], lots)

    def _by_lot(self, taken: Ints, credit: Ints) -> Ints:
        """By tier and lot, one by one or whole, whichever costs less."""
        lots = self.market.lot_of[self.scope.lines]
        starts = np.flatnonzero(np.diff(lots, prepend=-1))
        least = np.add.reduceat(taken, starts, axis=1)
        off = np.add.reduceat(self.off + credit, starts, axis=1)
        at = np.searchsorted(lots[starts], self.lots)
        on = self.whole_prices < NEVER
        value = np.where(on, self.whole_prices - off[:, at] - self.links, NEVER)
        for tier in range(len(least)):
            np.minimum.at(least[tier], at, value[tier])
        return least


def best_multipliers(
    over: Ints, volumes: Ints, needs: Sequence[int], shift: int
) -> list[int | None]:
    """By tier the worth of a unit at which the cheapest lines just fill the need; None: never.

    `over` is by tier and line. The knapsack filled by cost per unit (Dantzig, Operations Research
    5, 1957).
    """
    free = exact_sums(np.where(over < 0, volumes, 0))
    everything = exact_sum(volumes)
    ratios = np.full(over.shape, np.inf)
    np.divide(over, volumes, out=ratios, where=(over < NEVER) & (over >= 0) & (volumes > 0))
    found: list[int | None] = []
    for tier, need in enumerate(needs):
        missing = need - free[tier] if need else 0
        last = _filling(ratios[tier], volumes, missing) if missing > 0 else -1
        if last is None or last < 0:
            found.append(None if last is None else 0)
            continue
        most = (REACH << shift) // max(need, everything)
        found.append(min(most, (int(over[tier, last]) << shift) // int(volumes[last])))
    return found


def _filling(ratios: Floats, volumes: Ints, missing: int) -> int | None:
    """The line that fills what is missing when the least ratios go first; None: there is none.

    Of many lines only those below a ratio that surely suffices are sorted.
    """
    rows = np.flatnonzero(ratios < np.inf)
    if len(rows) > MANY:
        some = np.sort(ratios[rows[::SAMPLED]])
        part = SURELY * missing / max(1.0, float(volumes[rows].sum(dtype=np.float64)))
        if part < 1:
            fewer = rows[ratios[rows] <= some[int(part * (len(some) - 1))]]
            if volumes[fewer].sum(dtype=np.float64) >= missing:
                rows = fewer
    order = rows[np.argsort(ratios[rows], kind="stable")]
    place = int(np.searchsorted(np.cumsum(volumes[order], dtype=np.float64), missing))
    return None if place >= len(order) else int(order[place])


def value_of(found: Tables, market: Market, tiers: Combination) -> int | None:
    """The bound of one combination; None when it can hold no award."""
    total = found.base
    for carrier in {scope.carrier for at, scope in enumerate(market.scopes) if tiers[at] != OUT}:
        total += found.constants[carrier]
    for at, tier in enumerate(tiers):
        entry = 0 if tier == OUT else found.entries[at][tier]
        if entry is None:
            return None
        total += entry
    if tiers == found.tiers:
        return None if found.own is None else max(total, found.own)
    return total
