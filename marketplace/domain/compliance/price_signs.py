"""What the prices of one opening, and the winners of several, look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from marketplace.domain.compliance.facts import QuoteSign
from marketplace.domain.compliance.words import Text

SAME = Text("完全一致", "are the same")
EVEN = Text("逐条相差同一金额", "differ by the same amount on every line")
SCALED = Text("逐条成同一比例", "stand in the same proportion on every line")
LEAST_LINES = 3
"common lines from which a pattern is one"


def same_or_patterned(signs: Sequence[QuoteSign]) -> Iterator[tuple[str, str, Text]]:
    """Pairs of bidders whose prices are the same or follow a pattern, and which."""
    for a, b in combinations(signs, 2):
        pattern = _pattern(a, b)
        if pattern is not None:
            yield a.bidder, b.bidder, pattern


def _pattern(a: QuoteSign, b: QuoteSign) -> Text | None:
    mine, others = dict(a.prices_minor), dict(b.prices_minor)
    common = [(mine[line], others[line]) for line in mine if line in others]
    if a.total_minor is not None and a.total_minor == b.total_minor:
        return SAME
    if common and all(x == y for x, y in common):
        return SAME
    if len(common) < LEAST_LINES:
        return None
    if len({x - y for x, y in common}) == 1:
        return EVEN
    return SCALED if _in_proportion(common) else None


def _in_proportion(common: list[tuple[int, int]]) -> bool:
    """Whether y is x times one rate throughout, each rounded to the fen."""
    if len({x for x, _ in common}) == 1:
        return False
    x_sum, y_sum = sum(x for x, _ in common), sum(y for _, y in common)
    return all(abs(x * y_sum - y * x_sum) <= x_sum for x, y in common)


def _totals(signs: Sequence[QuoteSign]) -> list[tuple[int, str]]:
    return sorted((one.total_minor, one.bidder) for one in signs if one.total_minor is not None)


def totals_in_steps(signs: Sequence[QuoteSign]) -> int | None:
    """The step in fen when three or more totals rise in equal steps; None when they do not."""
    totals = [total for total, _ in _totals(signs)]
    steps = {later - earlier for earlier, later in pairwise(totals)}
    step = next(iter(steps)) if len(totals) >= 3 and len(steps) == 1 else 0
    return step or None


def far_below(
    signs: Sequence[QuoteSign], mean_bps: int, next_bps: int
) -> tuple[str, float, float] | None:
    """The lowest bidder with how far it is below the mean of the others and the next, in bps.

    None unless it reaches one of the two limits; exact at the limit.
    """
    totals = _totals(signs)
    if len(totals) < 2 or totals[1][0] <= 0:
        return None
    (lowest, bidder), others = totals[0], [total for total, _ in totals[1:]]
    whole, following = sum(others), others[0]
    gap_mean = (whole - lowest * len(others)) * 10_000
    gap_next = (following - lowest) * 10_000
    if gap_mean < mean_bps * whole and gap_next < next_bps * following:
        return None
    return bidder, gap_mean / whole, gap_next / following


def closest_to_winner(signs: Sequence[QuoteSign], most_bps: int) -> Iterator[tuple[str, float]]:
    """Losing bidders whose totals are above the lowest by at most so many bps."""
    totals = _totals(signs)
    for total, bidder in totals[1:]:
        lowest = totals[0][0]
        if 0 < (total - lowest) * 10_000 <= most_bps * lowest:
            yield bidder, (total - lowest) * 10_000 / lowest


def turns_taken(winners: Sequence[str], least: int) -> tuple[str, ...]:
    """The winners, in order, if the last `least` awards went round them in a fixed turn."""
    last = tuple(winners[-least:])
    if len(last) < least:
        return ()
    for period in range(2, least // 2 + 1):
        turn = last[:period]
        if len(set(turn)) == period and all(one == turn[i % period] for i, one in enumerate(last)):
            return turn
    return ()
