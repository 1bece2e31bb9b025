"""What the problems of each family have in common: sizes, ladders, rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bench.award_market import Size

LEAST_LINES, LEAST_LOTS = 12, 4


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
    Size(carriers=6, lines=2000, lots=60, regions=6, pairs=300, lead=0.02),
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
    "6x2000-cap": replace(REGIONAL, size=replace(REGIONAL.size, lead=0.04), cap_bps=3800),
    "national": NATIONAL,
    "national-cap": replace(NATIONAL, cap_bps=2500),
}
