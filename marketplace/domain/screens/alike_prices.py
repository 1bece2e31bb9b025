"""Prices that are equal, or apart by a rule: deemed collusion, unless explained (art. 40)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from marketplace.domain.screens.facts import QuoteFacts, ScreenFacts, common_lines
from marketplace.domain.screens.hits import Hit, hit
from marketplace.domain.screens.settings import ScreenSettings

IDENTICAL, PATTERNED, STEPPED = "identical_prices", "patterned_prices", "stepped_prices"
MOST_SHOWN = 40
"lines in the figures of a hit"


def identical_prices(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """Two quotes ask the same for a great part of the lines that both price."""
    for a, b in facts.pairs():
        lines = common_lines(a, b)
        same = [line for line in lines if a.prices[line] == b.prices[line]]
        if same and Fraction(len(same), len(lines)) >= settings.identical_share:
            yield hit(
                IDENTICAL,
                [a.carrier, b.carrier],
                identical=len(same),
                common=len(lines),
                prices=shown(same, [a, b]),
            )


def patterned_prices(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """One quote is the other times a constant, or plus one, over several different prices."""
    for a, b in facts.pairs():
        for of, left, right in (
            ("price", a.prices, b.prices),
            ("monthly", a.monthly, b.monthly),
        ):
            if found := _pattern(left, right, settings):
                lines = [line for line in common_lines(a, b) if line in left and line in right]
                yield hit(
                    PATTERNED,
                    [a.carrier, b.carrier],
                    of=of,
                    prices=shown(lines, [a, b], of=of),
                    **found,
                )
                break


def stepped_prices(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """Three or more quotes lie apart by equal steps, line after line."""
    quotes = facts.usable
    lines = common_lines(*quotes)
    if len(quotes) < 3:
        return
    rungs = {line: sorted(quote.prices[line] for quote in quotes) for line in lines}
    even = [line for line, prices in rungs.items() if _even(prices)]
    if (
        len(even) < len(lines)
        or len({tuple(rungs[line]) for line in even}) < settings.pattern_least
    ):
        return
    yield hit(
        STEPPED,
        [quote.carrier for quote in quotes],
        lines=len(even),
        quotes=len(quotes),
        prices=shown(even, quotes),
    )


def shown(
    lines: Sequence[str], quotes: Sequence[QuoteFacts], *, of: str = "price"
) -> list[dict[str, Any]]:
    """The first lines with what each quote asks in fen."""
    return [
        {
            "line": line,
            "by": {q.carrier: (q.prices if of == "price" else q.monthly)[line] for q in quotes},
        }
        for line in lines[:MOST_SHOWN]
    ]


def _pattern(
    left: Mapping[str, int], right: Mapping[str, int], settings: ScreenSettings
) -> dict[str, Any] | None:
    """The constant that makes one of the other; None when there is none, or both are equal."""
    pairs = sorted({(left[line], right[line]) for line in left.keys() & right.keys()})
    if len(pairs) < settings.pattern_least or all(a == b for a, b in pairs):
        return None
    (a, b), *others = pairs
    if all(other - one == b - a for one, other in others):
        return {"how": "difference", "difference_minor": b - a, "pairs": len(pairs)}
    ratio = _ratio(pairs, settings)
    if ratio is None:
        return None
    return {"how": "ratio", "ratio_bps": int(ratio * 10_000), "pairs": len(pairs)}


def _ratio(pairs: Sequence[tuple[int, int]], settings: ScreenSettings) -> Fraction | None:
    """The least ratio of the pairs if the greatest lies near it; gives up at the first beyond."""
    if any(a == 0 for a, _ in pairs):
        return None
    least = most = Fraction(pairs[0][1], pairs[0][0])
    for a, b in pairs:
        ratio = Fraction(b, a)
        least, most = min(least, ratio), max(most, ratio)
        if most - least > settings.pattern_spread:
            return None
    return least


def _even(prices: Sequence[int]) -> bool:
    """Sorted prices that rise by one step, which is not nothing."""
    steps = {high - low for low, high in pairwise(prices)}
    return len(steps) == 1 and steps != {0}
