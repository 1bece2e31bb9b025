"""What a picture of rates shows, as figures: each rate with the lines it prices, and the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.domain.price_cliffs import Step, price_cliffs
from marketplace.domain.quote_pricing import LinePricing, WantedLine
from marketplace.services.find_price_curves import CurvePoint

Curves = Mapping[int, Sequence[CurvePoint]]
"Points by rising bandwidth, by term in months"


@dataclass(frozen=True)
class RateFigure:
    """One rate: a month of the whole term in fen, one-off price included, and its lines."""

    term_months: int
    mbps: int
    monthly_minor: int
    cliff: bool
    "costs less than a smaller one"
    lines: list[str]


@dataclass(frozen=True)
class RateFigures:
    """The rates by term and bandwidth; lines that have a price of their own, and that have none."""

    rates: list[RateFigure]
    own: list[str]
    unpriced: list[str]


def rate_figures(
    curves: Curves,
    lines: Sequence[WantedLine],
    priced: Mapping[Any, LinePricing],
    own: Collection[str],
) -> RateFigures:
    """Of one lot and protection; `own` names the lines that are priced one by one."""
    taken: dict[tuple[int, int], list[str]] = {}
    for line in lines:
        price = priced.get(line.line_id)
        if price and line.reference not in own:
            taken.setdefault((line.key.term_months, price.row.mbps), []).append(line.reference)
    held = [line for line in lines if line.line_id in priced]
    return RateFigures(
        list(_rates(curves, taken)),
        [line.reference for line in held if line.reference in own],
        [line.reference for line in lines if line.line_id not in priced],
    )


def _rates(curves: Curves, taken: dict[tuple[int, int], list[str]]) -> Iterator[RateFigure]:
    for term, curve in sorted(curves.items()):
        steps = [Step(point.mbps, point.monthly_minor, at) for at, point in enumerate(curve)]
        cliffs = {step.number for step, _ in price_cliffs(steps)}
        for at, point in enumerate(curve):
            # Of two rates of one bandwidth the first has the lines.
            lines = taken.pop((term, point.mbps), [])
            yield RateFigure(term, point.mbps, point.monthly_minor, at in cliffs, lines)
