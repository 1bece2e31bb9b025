"""The columns of the plain model: one per line, carrier and tier, and lumps that earn bundles.

A lump takes a whole lot with a set of bundles, so that every price is exact to the fen.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from bench.award_market import Flags
from bench.plain_program import UNBOUNDED, Numbers
from pricing.award.problem import LotLadder, Lots, Problem
from pricing.money import WHOLE_BPS
from pricing.tiers import Ladder, Tier

NO_LADDER = Ladder("lines", "whole", (Tier(0, 0),))
NOBODY = -1
State = tuple[int, ...]


class Columns:
    """What each column takes: `line`, `column`, `owner`, `price`, `volume`, `tier` side by side.

    An unserved line is a column of NOBODY. `volume` is what the line counts on the ladder of
    `tier`, which is a column too: 1 when that tier is claimed.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.width = 0
        names = {lot: at for at, lot in enumerate(problem.lots)}
        self.names = names
        self.lot = np.array([names[line.lot] for line in problem.lines])
        self.mbps = np.array([line.mbps for line in problem.lines])
        ceilings = [line.ceiling_minor for line in problem.lines]
        self.ceiling = np.array([UNBOUNDED if one is None else one for one in ceilings])
        self.listed = np.array(
            [[q.prices_minor.get(line.id, -1) for line in problem.lines] for q in problem.quotes]
        )
        self.ladders: list[tuple[int, tuple[Tier, ...], Numbers]] = []
        self.lumps: list[dict[str, dict[State, list[int]]]] = []
        self._entries: list[Numbers] = []
        self.winner = self.new(len(problem.quotes))
        self._add_unserved()
        for owner in range(len(problem.quotes)):
            self._add_quote(owner)
        entries = np.hstack(self._entries)
        self.line, self.column, self.owner, self.price, self.volume, self.tier = entries

    def new(self, count: int) -> Numbers:
        """So many more columns."""
        self.width += count
        return np.arange(self.width - count, self.width)

    def inside(self, lots: Lots) -> Flags:
        """Which lines lie in these lots."""
        return np.isin(self.lot, [self.names[lot] for lot in lots])

    def amount(self, measure: str, owner: int) -> Numbers:
        """What each line counts in the measure if it goes to the carrier."""
        if measure == "lines":
            return np.ones_like(self.mbps)
        return self.mbps if measure == "mbps" else self.listed[owner]

    def _enter(self, *parts: object) -> None:
        self._entries.append(np.stack(np.broadcast_arrays(*parts)).astype(np.int64))  # type: ignore[arg-type]

    def _add_unserved(self) -> None:
        outside = [line.outside_option_minor for line in self.problem.lines]
        lines = np.array([at for at, price in enumerate(outside) if price is not None], dtype=int)
        prices = [price for price in outside if price is not None]
        self._enter(lines, self.new(len(lines)), NOBODY, prices, 0, -1)

    def _add_quote(self, owner: int) -> None:
        quote = self.problem.quotes[owner]
        self.lumps.append(self._states(owner))
        rest = frozenset(self.problem.lots) - frozenset(quote.ladder_of)
        unladdered = [LotLadder("", rest, NO_LADDER)] if rest else []
        for part in [*quote.ladders, *unladdered]:
            ladder = part.ladder
            tiers = self.new(len(ladder.tiers))
            self.ladders.append((owner, ladder.tiers, tiers))
            volume = self.amount(ladder.measure, owner)
            for tier, at in zip(ladder.tiers, tiers, strict=True):
                self._add_singles(owner, part.lots, tier, volume, at)
                self._add_lumps(owner, part.lots, tier, volume, at)

    def _add_singles(self, owner: int, lots: Lots, tier: Tier, volume: Numbers, at: int) -> None:
        prices = _discounted(self.listed[owner], tier.discount_bps)
        fits = self.inside(lots) & (self.listed[owner] >= 0) & (prices <= self.ceiling)
        lines = np.flatnonzero(fits)
        self._enter(lines, self.new(len(lines)), owner, prices[fits], volume[fits], at)

    def _add_lumps(self, owner: int, lots: Lots, tier: Tier, volume: Numbers, at: int) -> None:
        bundles = self.problem.quotes[owner].bundles
        for lot in self.lumps[owner].keys() & lots:
            lines = np.array(self.problem.lots[lot])
            for state, columns in self.lumps[owner][lot].items():
                rate = tier.discount_bps + sum(bundles[one].discount_bps for one in state)
                prices = _discounted(self.listed[owner][lines], min(WHOLE_BPS, rate))
                if (prices <= self.ceiling[lines]).all():
                    columns.append(int(self.new(1)[0]))
                    self._enter(lines, columns[-1], owner, prices, volume[lines], at)

    def _states(self, owner: int) -> dict[str, dict[State, list[int]]]:
        """By lot, the sets of bundles over it that the carrier prices whole, no columns yet."""
        over: dict[str, list[int]] = {}
        for at, bundle in enumerate(self.problem.quotes[owner].bundles):
            if (self.listed[owner][self.inside(bundle.lots)] >= 0).all():
                for lot in sorted(bundle.lots):
                    over.setdefault(lot, []).append(at)
        return {
            lot: {s: [] for n in range(len(some)) for s in combinations(some, n + 1)}
            for lot, some in over.items()
        }


def _discounted(listed: Numbers, rate_bps: int) -> Numbers:
    return (listed * (WHOLE_BPS - rate_bps) + WHOLE_BPS // 2) // WHOLE_BPS
