"""Another bidder's quote for one line (自主选择): its price, and what stands against taking it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pricing.money import WHOLE_BPS
from pricing.tiers import Tier

QuoteTerms = Mapping[str, Any]
"ladders, bundles, capacities and minimum_award of a quote, as award-problem/1 names them"


class Obstacle(StrEnum):
    """Why a quote cannot be taken for a line."""

    CAPACITY = "capacity"
    MINIMUM = "minimum"
    PAIR = "pair"
    EXPIRES = "expires"


@dataclass(frozen=True)
class Volume:
    """What lines come to in each measure; spend is before any discount, in fen."""

    lines: int = 0
    mbps: int = 0
    spend: int = 0

    def __add__(self, other: Volume) -> Volume:
        return Volume(self.lines + other.lines, self.mbps + other.mbps, self.spend + other.spend)

    def __sub__(self, other: Volume) -> Volume:
        return Volume(self.lines - other.lines, self.mbps - other.mbps, self.spend - other.spend)

    def of(self, measure: str) -> int:
        return int(getattr(self, measure))


ByLot = Mapping[str, Volume]


def covers(lots: Any, lot: str) -> bool:
    """Whether the lots of a term ("all", or a list) hold this one."""
    return lots == "all" or lot in lots


def volume_in(by_lot: ByLot, lots: Any) -> Volume:
    """The volume in these lots."""
    return sum((v for lot, v in by_lot.items() if covers(lots, lot)), Volume())


def added(by_lot: ByLot, lot: str, volume: Volume) -> dict[str, Volume]:
    return {**by_lot, lot: by_lot.get(lot, Volume()) + volume}


def rate_bps(
    terms: QuoteTerms, lot: str, line: Volume, awarded: ByLot, earned: Collection[str]
) -> int:
    """The carrier's rate for one more line: the tier of its awarded volume with this line.

    `line` holds the line's own price as spend. Bundles stay earned as the award earned them.
    """
    after = added(awarded, lot, line)
    rate = 0
    for ladder in terms.get("ladders") or ():
        if covers(ladder["lots"], lot):
            volume = volume_in(after, ladder["lots"]).of(ladder["measure"])
            rate += tier_of(ladder["tiers"], volume).discount_bps
    for bundle in terms.get("bundles") or ():
        if bundle["id"] in earned and covers(bundle["lots"], lot):
            rate += int(bundle["discount_bps"])
    return min(WHOLE_BPS, rate)


def tier_of(tiers: Iterable[Mapping[str, int]], volume: int) -> Tier:
    """The half-open tier that holds this volume."""
    reached = [tier for tier in tiers if tier["from"] <= volume]
    best = max(reached, key=lambda tier: tier["from"])
    return Tier(best["from"], best["discount_bps"])


def volume_obstacle(terms: QuoteTerms, lot: str, line: Volume, taken: ByLot) -> Obstacle | None:
    """CAPACITY when the line does not fit, MINIMUM when the carrier would not serve so little.

    `taken`: what the carrier was awarded, and what members have taken from it besides.
    """
    after = added(taken, lot, line)
    for capacity in terms.get("capacities") or ():
        if covers(capacity["lots"], lot):
            used = volume_in(after, capacity["lots"]).of(capacity["measure"])
            if used > capacity["at_most"]:
                return Obstacle.CAPACITY
    least = terms.get("minimum_award")
    if least and volume_in(after, "all").of(least["measure"]) < least["at_least"]:
        return Obstacle.MINIMUM
    return None
