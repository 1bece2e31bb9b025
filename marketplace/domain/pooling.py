"""The pooled demand of a group buy as sums in one row, so that a live price costs constant work.

For a `whole` ladder only the tiers' discounts can be the group's rate. A line whose own limit is
met from tier k upwards *needs* tier k; a line without a limit needs tier 0; one whose limit even
the best tier does not meet needs tier n (never). The pool keeps, for each need, the volume and the
list sum of its lines. The largest set of content lines (formats.md, group/1) is then every line
that needs at most the settled tier: the greatest k with volume(needs <= k) >= from_k.

For a `graduated` ladder the rate is a fraction of the whole volume: each line with a limit needs a
volume of its own (domain.volume_needs). The pool keeps the lines that are content at any volume
under need 0, those with a need under n, and `settled`: the sums of the largest content set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from marketplace.domain.volume_needs import least_volume, settled_sums, volume_shown
from pricing.money import discounted
from pricing.tiers import Ladder


@dataclass(frozen=True)
class Pool:
    """Sums over the pooled lines; index of the sequences: the tier that a line needs."""

    members: int
    lines: int
    mbps: int
    volume_by_need: tuple[int, ...]
    list_by_need: tuple[int, ...]
    settled: tuple[int, int] | None = None
    "graduated: volume and list sum of the largest content set; None while it is not known"

    @classmethod
    def empty(cls, ladder: Ladder) -> Pool:
        zeros = (0,) * (len(ladder.tiers) + 1)
        return cls(0, 0, 0, zeros, zeros, (0, 0) if ladder.style == "graduated" else None)


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
    rate: Fraction
    "what every line earns now, in bps; exact"
    volume: int
    list_minor: int
    next_tier: int | None
    next_from: int | None
    next_rate: Fraction | None
    "what every line would earn at the next tier's bound"
    missing: int | None

    @property
    def discount_bps(self) -> int:
        """The rate in whole basis points, rounded down."""
        return int(self.rate)

    @property
    def next_discount_bps(self) -> int | None:
        return None if self.next_rate is None else int(self.next_rate)

    def price_minor(self, list_minor: int) -> int:
        """What a line of that list price costs now, in fen."""
        return discounted(list_minor, self.rate)

    def next_price_minor(self, list_minor: int) -> int | None:
        """What it would cost at the next tier; None at the top."""
        return None if self.next_rate is None else discounted(list_minor, self.next_rate)

    def contents(self, line: PooledLine) -> bool:
        """Whether the line's own limit is met now."""
        limit = line.own_limit_minor
        return limit is None or self.price_minor(line.list_minor) <= limit


def needed_tier(ladder: Ladder, line: PooledLine) -> int:
    """Under which need the pool keeps the line.

    Whole: the lowest tier whose price is within its own limit, len(tiers) when none is.
    Graduated: 0 without a need, else len(tiers).
    """
    need = least_volume(ladder, line.list_minor, line.own_limit_minor)
    if ladder.style == "graduated":
        return len(ladder.tiers) if need else 0
    reached = (index for index, tier in enumerate(ladder.tiers) if tier.from_ >= need)
    return next(reached, len(ladder.tiers))


def needed_volume(ladder: Ladder, line: PooledLine) -> int | None:
    """Graduated: the volume that a line with a limit needs; None without a need, and for whole."""
    if ladder.style != "graduated":
        return None
    return least_volume(ladder, line.list_minor, line.own_limit_minor) or None


def mark_shown(ladder: Ladder, list_minor: int, price_minor: int) -> int | None:
    """The lowest tier (whole) or volume (graduated) at which such a line costs exactly that."""
    volume = volume_shown(ladder, list_minor, price_minor)
    if volume is None or ladder.style == "graduated":
        return volume
    return next(index for index, tier in enumerate(ladder.tiers) if tier.from_ == volume)


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
    settled = settled_sums(wants(ladder, lines)) if ladder.style == "graduated" else None
    return Pool(members, len(lines), mbps, tuple(volume), tuple(lists), settled)


def wants(ladder: Ladder, lines: Sequence[PooledLine]) -> list[tuple[int, int, int]]:
    """Graduated: needed volume, volume and list price of each line."""
    return [
        (needed_volume(ladder, line) or 0, volume_of(ladder, line), line.list_minor)
        for line in lines
    ]


def added(a: Pool, b: Pool, sign: int = 1) -> Pool:
    """The pool with the sums of `b` added (sign 1) or taken out (sign -1).

    Of a graduated ladder what is settled is not known from sums; it is then to be found anew.
    """
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
    """The group's rate, volume, and way to the next tier."""
    k, volume, list_minor = _standing(ladder, pool)
    whole = ladder.style == "whole"
    rate = Fraction(ladder.tiers[k].discount_bps) if whole else ladder.rate(volume)
    if k + 1 == len(ladder.tiers):
        return LivePrice(k, rate, volume, list_minor, None, None, None, None)
    above = ladder.tiers[k + 1].from_
    then = ladder.rate(above)
    return LivePrice(k, rate, volume, list_minor, k + 1, above, then, above - volume)


def _standing(ladder: Ladder, pool: Pool) -> tuple[int, int, int]:
    """Tier, volume and list sum of the largest content set."""
    if ladder.style == "whole":
        k = settled_tier(ladder, pool)
        return k, sum(pool.volume_by_need[: k + 1]), sum(pool.list_by_need[: k + 1])
    if pool.settled is None:
        raise ValueError("a graduated pool must be settled first")
    volume, list_minor = pool.settled
    return ladder.tiers.index(ladder.tier_at(volume)), volume, list_minor
