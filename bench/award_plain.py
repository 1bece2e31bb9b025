"""A plain award of a market: what ceilings are measured by, so that an award within them exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from bench.award_market import Flags, Market, Numbers
from pricing.award.problem import LotLadder
from pricing.money import WHOLE_BPS

ROUNDS, DEAREST, SURCHARGE, MOST_STEPS = 3, 1e18, 0.002, 400
Floats = NDArray[np.float64]
Ladders = Sequence[Sequence[LotLadder]]


class PlainAward:
    """Each line where it is cheapest at the tiers reached so far, from hopeful rates, a few times.

    Keeps to quotes, to pairs, to at most `winners` carriers (the cheapest such set) and, with
    `cap_bps`, to a share of all Mbps that none exceeds: who does is made dearer step by step.
    """

    def __init__(
        self, market: Market, ladders: Ladders, winners: int | None, cap_bps: int | None = None
    ) -> None:
        self.market = market
        self.ladders = ladders
        starts = product(self._winner_sets(winners), (1, 2))
        self.allowed, start = min(starts, key=lambda one: self._settle(one[0], one[1], None))
        self._settle(self.allowed, start, cap_bps)

    def shares_bps(self) -> Floats:
        """Each carrier's part of all Mbps."""
        mbps = self.market.mbps
        won = np.bincount(self.carriers, mbps, minlength=self.market.size.carriers)
        return won * WHOLE_BPS / mbps.sum()

    def prices(self) -> Numbers:
        """What each line costs, in fen."""
        return self._discounted(self.rates)[self.carriers, np.arange(self.market.size.lines)]

    def cheapest(self) -> Numbers:
        """What each line would cost with the cheapest of all carriers at middle tiers, in fen."""
        costs = self._discounted(self._hopeful(1))
        return np.where(self.market.quoted, costs, np.iinfo(np.int64).max).min(axis=0)

    def _winner_sets(self, winners: int | None) -> Iterator[Flags]:
        carriers = np.arange(self.market.size.carriers)
        for chosen in combinations(carriers, min(winners or len(carriers), len(carriers))):
            yield np.isin(carriers, chosen)

    def _settle(self, allowed: Flags, start: int, cap_bps: int | None) -> int:
        """The total in fen after some rounds that begin at the middle (1) or the top (2) tiers."""
        self.allowed = allowed
        self.surcharge = np.zeros((len(allowed), 1))
        self.rates = self._hopeful(start)
        for _ in range(ROUNDS):
            self._share_out(cap_bps)
            self.rates = self._reached()
        return int(self.prices().sum())

    def _hopeful(self, start: int) -> Numbers:
        return np.array(
            [
                [
                    one.ladder.tiers[start * (len(one.ladder.tiers) - 1) // 2].discount_bps
                    for one in row
                ]
                for row in self.ladders
            ]
        )

    def _reached(self) -> Numbers:
        size = self.market.size
        cell = self.carriers * size.regions + self.market.region
        volume = np.bincount(cell, self.market.mbps, minlength=size.carriers * size.regions)
        volumes = volume.reshape(size.carriers, size.regions).astype(int).tolist()
        return np.array(
            [
                [one.ladder.tier_at(volume).discount_bps for one, volume in zip(*pair, strict=True)]
                for pair in zip(self.ladders, volumes, strict=True)
            ]
        )

    def _discounted(self, rates: Numbers) -> Numbers:
        paid_bps = WHOLE_BPS - rates[:, self.market.region]
        return (self.market.prices * paid_bps + WHOLE_BPS // 2) // WHOLE_BPS

    def _share_out(self, cap_bps: int | None) -> None:
        self._take_cheapest()
        for _ in range(MOST_STEPS):
            over = self.shares_bps() > (WHOLE_BPS if cap_bps is None else cap_bps)
            if not over.any():
                break
            self.surcharge[over] += SURCHARGE
            self._take_cheapest()

    def _take_cheapest(self) -> None:
        open_to = self.market.quoted & self.allowed[:, None]
        costs = np.where(open_to, self._discounted(self.rates) * (1 + self.surcharge), DEAREST)
        self.carriers = costs.argmin(axis=0)
        self._part_pairs(costs)

    def _part_pairs(self, costs: Floats) -> None:
        """Gives the two lines of a pair to the two different carriers cheapest together."""
        one, other = self.market.pairs.T
        together = np.full(len(one), np.inf)
        for mine, yours in product(np.flatnonzero(self.allowed), repeat=2):
            cost = costs[mine, one] + costs[yours, other]
            better = (cost < together) & (mine != yours)
            together[better] = cost[better]
            self.carriers[one[better]] = mine
            self.carriers[other[better]] = yours
