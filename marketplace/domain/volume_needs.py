"""Which volume a price needs: exact for both styles of ladder, in the ladder's measure.

A line with an own limit is content from some volume on, because a discount never falls as volume
grows. The largest content group of formats.md (group/1) is then every line that needs at most the
settled volume: the greatest sum of lines that all need no more than that sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from pricing.money import WHOLE_BPS, discounted
from pricing.tiers import Ladder, Tier

NEVER = 2**63 - 1
"More volume than there can be: no discount of the ladder is enough"


def least_volume(ladder: Ladder, list_minor: int, limit_minor: int | None) -> int:
    """The smallest volume at which a line of that list price costs at most its limit, or NEVER."""
    if limit_minor is None or limit_minor >= list_minor:
        return 0
    exceed = Fraction((2 * (list_minor - limit_minor) - 1) * WHOLE_BPS, 2 * list_minor)
    if ladder.tiers[0].discount_bps > exceed:
        return 0
    if ladder.style == "whole":
        reached = (tier.from_ for tier in ladder.tiers if tier.discount_bps > exceed)
        return next(reached, NEVER)
    return min(NEVER, next(_graduated_volumes(ladder, exceed), NEVER))


def _graduated_volumes(ladder: Ladder, exceed: Fraction) -> Iterator[int]:
    """The smallest volume of each band whose mean rate is above `exceed`, lowest band first.

    In a band with discount d from f, what is earned up to f being E, the rate of the volume V is
    (E + d(V - f)) / V; above x for V > (df - E) / (d - x).
    """
    earned = 0
    for tier, upper in _bands(ladder):
        rate = tier.discount_bps
        if rate > exceed:
            volume = (rate * tier.from_ - earned) // (rate - exceed) + 1
            if upper is None or volume < upper:
                yield max(int(volume), tier.from_, 1)
        if upper is not None:
            earned += rate * (upper - tier.from_)


def _bands(ladder: Ladder) -> Iterator[tuple[Tier, int | None]]:
    """Each tier with the bound of the next, None above the last."""
    yield from ((tier, above.from_) for tier, above in pairwise(ladder.tiers))
    yield ladder.tiers[-1], None


def volume_shown(ladder: Ladder, list_minor: int, price_minor: int) -> int | None:
    """The smallest volume at which such a line costs exactly that; None if it never does."""
    volume = least_volume(ladder, list_minor, price_minor)
    if volume == NEVER or discounted(list_minor, ladder.rate(volume)) != price_minor:
        return None
    return volume


def settled_sums(wants: Iterable[tuple[int, int, int]]) -> tuple[int, int]:
    """Volume and list sum of the largest content group of (needed volume, volume, list price)."""
    settled, volume, list_minor = (0, 0), 0, 0
    for need, more, listed in sorted(wants):
        volume, list_minor = volume + more, list_minor + listed
        if need <= volume:
            settled = (volume, list_minor)
    return settled
