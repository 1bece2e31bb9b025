"""The seeded award problems that the engine is measured on, from 60 lines to a nation's."""

from __future__ import annotations

import numpy as np

from bench.award_kinds import FAMILIES, Family
from bench.award_ladders import draw_bundles, draw_ladders
from bench.award_market import Market, draw_market
from bench.award_plain import PlainAward
from pricing.award.problem import (
    ANY,
    Capacity,
    Line,
    Lots,
    Problem,
    Quote,
    Rules,
    Share,
    Winners,
)
from pricing.money import WHOLE_BPS

LINES_PER_MEMBER = 6
CEILING_BPS = 10_500


def family(name: str, seed: int, scale: float = 1.0) -> Problem:
    """The problem of this name and seed; with a scale below 1 a small one of the same kind."""
    kind = FAMILIES[name].scaled(scale)
    chance = np.random.default_rng([seed, kind.size.lines, kind.size.carriers])
    return _Builder(kind, draw_market(kind.size, chance), chance).problem()


class _Builder:
    def __init__(self, kind: Family, market: Market, chance: np.random.Generator) -> None:
        self.kind = kind
        self.market = market
        self.chance = chance
        self.lots = [f"lot{at + 1:03}" for at in range(market.size.lots)]
        self.ids = [f"L{at + 1:06}" for at in range(market.size.lines)]
        self.ladders = draw_ladders(market, self.lots, kind.tiers, kind.reach, chance)

    def problem(self) -> Problem:
        return Problem(self._lines(), self._quotes(), self._rules())

    def _lines(self) -> tuple[Line, ...]:
        market = self.market
        members = 1 + self.chance.integers(
            -(-market.size.lines // LINES_PER_MEMBER), size=market.size.lines
        )
        members[market.pairs[:, 1]] = members[market.pairs[:, 0]]
        main = {int(spare): self.ids[first] for first, spare in market.pairs.tolist()}
        rows = zip(
            self.ids,
            market.lot.tolist(),
            members.tolist(),
            market.mbps.tolist(),
            self._ceilings(),
            strict=True,
        )
        return tuple(
            Line(id_, self.lots[lot], f"M{member:05}", mbps, ceiling, None, main.get(at))
            for at, (id_, lot, member, mbps, ceiling) in enumerate(rows)
        )

    def _ceilings(self) -> list[int] | list[None]:
        """5 % above the cheapest at middle tiers, and never below what a plain award pays."""
        if not self.kind.ceilings:
            return [None] * self.market.size.lines
        plain = PlainAward(self.market, self.ladders, self.kind.winners, self.kind.cap_bps)
        above = -(-plain.cheapest() * CEILING_BPS // WHOLE_BPS)
        return np.maximum(above, plain.prices()).tolist()

    def _quotes(self) -> tuple[Quote, ...]:
        bundles = draw_bundles(self.market, self.lots, self.kind.bundles, self.chance)
        return tuple(
            Quote(
                f"C{at + 1:02}",
                self._prices(at),
                tuple(self.ladders[at]),
                tuple(bundles[at]),
                capacities=self._capacities(),
            )
            for at in range(self.market.size.carriers)
        )

    def _prices(self, carrier: int) -> dict[str, int]:
        rows = zip(
            self.ids,
            self.market.prices[carrier].tolist(),
            self.market.quoted[carrier].tolist(),
            strict=True,
        )
        return {id_: price for id_, price, quoted in rows if quoted}

    def _capacities(self) -> tuple[Capacity, ...]:
        most = self.kind.capacity_bps
        if most is None:
            return ()
        market = self.market
        whole = np.bincount(market.region, market.mbps, minlength=market.size.regions)
        return tuple(
            Capacity(one.lots, "mbps", int(mbps) * most // WHOLE_BPS)
            for one, mbps in zip(self.ladders[0], whole, strict=True)
        )

    def _rules(self) -> Rules:
        kind = self.kind
        winners = None if kind.winners is None else Winners(at_most=kind.winners)
        if kind.least_bps is None and kind.cap_bps is None:
            return Rules(winners)
        every: Lots = frozenset(self.lots)
        share = Share(ANY, every, "mbps", kind.least_bps, kind.cap_bps)
        return Rules(winners, shares=(share,))
