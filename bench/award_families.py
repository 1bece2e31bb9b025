"""The seeded award problems that the engine is measured on, from 60 lines to a nation's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bench.award_ladders import draw_bundles, draw_ladders
from bench.award_market import Market, Size, draw_market
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

LEAST_LINES, LEAST_LOTS, LINES_PER_MEMBER = 12, 4, 6
CEILING_BPS = 10_500


@dataclass(frozen=True)
class Family:
    """What all problems of a name have in common.

    `reach` is the part of a ladder's Mbps at which its top tier starts; `cap_bps` the share of
    all Mbps that no carrier may exceed, `least_bps` the one that a winner must have.
    """

    size: Size
    tiers: int
    reach: float
    bundles: int = 0
    winners: int | None = None
    least_bps: int | None = None
    cap_bps: int | None = None
    ceilings: bool = False
    capacity_bps: int | None = None

    def scaled(self, scale: float) -> Family:
        """The same with so much of everything but carriers and tiers."""

        def part(count: int, least: int) -> int:
            return min(count, max(least, round(count * scale)))

        size = self.size
        lines = part(size.lines, LEAST_LINES)
        lots = min(part(size.lots, LEAST_LOTS), lines // 3)
        small = replace(
            size,
            lines=lines,
            lots=lots,
            regions=min(part(size.regions, 2), lots),
            pairs=size.pairs * lines // size.lines,
            exclusions=size.exclusions * lines // size.lines,
        )
        return replace(self, size=small, bundles=part(self.bundles, 2))


REGIONAL = Family(
    Size(carriers=6, lines=2000, lots=60, regions=6, pairs=300, lead=0.03),
    tiers=5,
    reach=0.36,
    winners=3,
    cap_bps=8000,
    ceilings=True,
)
NATIONAL = Family(
    Size(
        carriers=6, lines=160_000, lots=400, regions=20, pairs=75_000, exclusions=150_000, lead=0.02
    ),
    tiers=5,
    reach=0.25,
    cap_bps=6000,
    capacity_bps=8000,
)
FAMILIES = {
    "3x60": Family(Size(carriers=3, lines=60, lots=10), tiers=5, reach=0.6),
    "3x500": Family(
        Size(carriers=3, lines=500, lots=40), tiers=5, reach=0.6, winners=2, least_bps=2000
    ),
    "3x2000": Family(Size(carriers=3, lines=2000, lots=200), tiers=6, reach=0.42, bundles=20),
    "10x200": Family(
        Size(carriers=10, lines=200, lots=40),
        tiers=5,
        reach=0.24,
        bundles=5,
        winners=4,
        least_bps=1000,
        cap_bps=6000,
    ),
    "6x2000": REGIONAL,
    "6x2000-cap": replace(REGIONAL, cap_bps=3800),
    "national": NATIONAL,
    "national-cap": replace(NATIONAL, cap_bps=2500),
}


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
        """5 % above the cheapest in a plain award, and never below what that award pays."""
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
