"""The pooled demand of a group buy in constant space, so that a live price costs constant work.

For a `whole` ladder only the tiers' discounts can be the group's rate. A line whose own limit is
met from tier k upwards *needs* tier k; a line without a limit needs tier 0; one whose limit even
the best tier does not meet needs tier n (never). The pool keeps, for each need, the volume and the
list sum of its lines. The largest set of content lines (formats.md, group/1) is then every line
that needs at most the settled tier: the greatest k with volume(needs <= k) >= from_k.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pricing.money import discounted
from pricing.tiers import Ladder

FORMING_BELOW = 3
"Nothing that reveals demand is shown while fewer members are in (COMP-02)"


@dataclass(frozen=True)
class Pool:
    """Sums over the pooled lines; index of the sequences: the tier that a line needs."""

    members: int
    lines: int
    mbps: int
    volume_by_need: tuple[int, ...]
    list_by_need: tuple[int, ...]

    @classmethod
    def empty(cls, ladder: Ladder) -> Pool:
        zeros = (0,) * (len(ladder.tiers) + 1)
        return cls(0, 0, 0, zeros, zeros)


@dataclass(frozen=True)
class PooledLine:
    """What the pool needs to know of a line. Money in fen."""

    mbps: int
    list_minor: int
    own_limit_minor: int | None


@dataclass(frozen=True)
class LivePrice:
    """Where the group stands. Volumes in the ladder's measure, money in fen."""

    tier: int
    discount_bps: int
    volume: int
    list_minor: int
    next_tier: int | None
    next_from: int | None
    next_discount_bps: int | None
    missing: int | None


def needed_tier(ladder: Ladder, line: PooledLine) -> int:
    """The lowest tier whose price is within the line's own limit; len(tiers) when none is."""
    if line.own_limit_minor is None:
        return 0
    for index, tier in enumerate(ladder.tiers):
        if discounted(line.list_minor, tier.discount_bps) <= line.own_limit_minor:
            return index
    return len(ladder.tiers)


def tier_shown(ladder: Ladder, list_minor: int, price_minor: int) -> int | None:
    """The tier at which a line of that list price costs exactly `price_minor`, or None.

    With several (a discount too small to move the price), the lowest.
    """
    for index, tier in enumerate(ladder.tiers):
        if discounted(list_minor, tier.discount_bps) == price_minor:
            return index
    return None


def volume_of(ladder: Ladder, line: PooledLine) -> int:
    """The line's contribution to the group's volume, in the ladder's measure."""
    return {"lines": 1, "mbps": line.mbps, "spend": line.list_minor}[ladder.measure]


def contribution(ladder: Ladder, lines: Sequence[PooledLine], members: int = 1) -> Pool:
    """The pool that these lines make alone."""
    volume = [0] * (len(ladder.tiers) + 1)
    lists = list(volume)
    for line in lines:
        need = needed_tier(ladder, line)
        volume[need] += volume_of(ladder, line)
        lists[need] += line.list_minor
    mbps = sum(line.mbps for line in lines)
    return Pool(members, len(lines), mbps, tuple(volume), tuple(lists))


def added(a: Pool, b: Pool, sign: int = 1) -> Pool:
    """The pool with the sums of `b` added (sign 1) or taken out (sign -1)."""
    return Pool(
        a.members + sign * b.members,
        a.lines + sign * b.lines,
        a.mbps + sign * b.mbps,
        tuple(x + sign * y for x, y in zip(a.volume_by_need, b.volume_by_need, strict=True)),
        tuple(x + sign * y for x, y in zip(a.list_by_need, b.list_by_need, strict=True)),
    )


def settled_tier(ladder: Ladder, pool: Pool) -> int:
    """The tier at which the group settles: the greatest that its content lines reach."""
    reached = accumulate(pool.volume_by_need)
    return max(
        k for k, (tier, v) in enumerate(zip(ladder.tiers, reached, strict=False)) if v >= tier.from_
    )


def live_price(ladder: Ladder, pool: Pool) -> LivePrice:
    """The group's tier, volume, and way to the next tier."""
    k = settled_tier(ladder, pool)
    volume = sum(pool.volume_by_need[: k + 1])
    list_minor = sum(pool.list_by_need[: k + 1])
    tier = ladder.tiers[k]
    if k + 1 == len(ladder.tiers):
        return LivePrice(k, tier.discount_bps, volume, list_minor, None, None, None, None)
    above = ladder.tiers[k + 1]
    missing = above.from_ - volume
    return LivePrice(
        k, tier.discount_bps, volume, list_minor, k + 1, above.from_, above.discount_bps, missing
    )
