"""What two quotes of one opening have in common, beside their prices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, pairwise

from marketplace.domain.compliance.facts import QuoteSign


def pairs_alike(signs: Sequence[QuoteSign], name: str) -> Iterator[tuple[str, str]]:
    """The bidders that share this sign: an equal value, or a common member of a list."""
    for a, b in combinations(signs, 2):
        mine, others = getattr(a, name), getattr(b, name)
        if not mine or not others:
            continue
        alike = set(mine) & set(others) if isinstance(mine, tuple) else mine == others
        if alike:
            yield a.bidder, b.bidder


def uploads_close(signs: Sequence[QuoteSign], minutes: int) -> Iterator[tuple[str, str, int]]:
    """Bidders next to each other in time whose uploads are at most so far apart, in seconds."""
    timed = sorted((one.uploaded_at, one.bidder) for one in signs if one.uploaded_at is not None)
    for (earlier, a), (later, b) in pairwise(timed):
        if later - earlier <= timedelta(minutes=minutes):
            yield a, b, int((later - earlier).total_seconds())
