"""Geometry of a price book's curves: monthly price by bandwidth, one stepped line per term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from marketplace.services.find_price_curves import CurvePoint

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 90, 60, 20, 44
DASHES = ("", "dashed", "dotted")
MOST_MARKS = 8


@dataclass(frozen=True)
class Curve:
    """One term: a stepped path, as a line takes the row of its bandwidth or the next larger."""

    term_months: int
    path: str
    style: str
    label_y: float


@dataclass(frozen=True)
class Mark:
    """A place on an axis with what stands there."""

    at: float
    value: int


@dataclass(frozen=True)
class PriceChart:
    """Curves over a logarithmic axis of bandwidth."""

    curves: list[Curve]
    bandwidths: list[Mark]
    prices: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def price_chart(curves: Mapping[int, Sequence[CurvePoint]]) -> PriceChart:
    """The picture of the curves; there must be at least one point."""
    points = [point for curve in curves.values() for point in curve]
    low, high = min(p.mbps for p in points), max(p.mbps for p in points)
    step = _round_step(max(p.monthly_minor for p in points) or 1)
    dearest = step * -(-max(p.monthly_minor for p in points) // step) or step
    start = max(1, low // 2)

    def x(mbps: int) -> float:
        share = (log10(mbps) - log10(start)) / ((log10(high) - log10(start)) or 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(minor: int) -> float:
        return round(HEIGHT - BOTTOM - minor / dearest * (HEIGHT - TOP - BOTTOM), 1)

    drawn = []
    for at, (term, curve) in enumerate(sorted(curves.items())):
        path = f"M{x(start)} {y(curve[0].monthly_minor)}"
        for point, above in zip(curve, [*curve[1:], None], strict=True):
            path += f"H{x(point.mbps)}" + (f"V{y(above.monthly_minor)}" if above else "")
        style = DASHES[at % len(DASHES)]
        drawn.append(Curve(term, path, style, y(curve[-1].monthly_minor) + 4))
    bandwidths = [Mark(x(mbps), mbps) for mbps in _some(sorted({p.mbps for p in points}))]
    prices = [Mark(y(minor), minor) for minor in range(0, dearest + 1, step)]
    return PriceChart(_apart(drawn), bandwidths, prices)


def _round_step(highest: int) -> int:
    """1, 2 or 5 times a power of ten, of which three to six reach the highest price."""
    power = 10 ** max(0, len(str(highest)) - 2)
    return next(
        step
        for step in (power, 2 * power, 5 * power, 10 * power, 20 * power)
        if highest <= 5 * step
    )


def _some(values: Sequence[int]) -> list[int]:
    """At most MOST_MARKS of them, the first and the last among them."""
    step = max(1, -(-(len(values) - 1) // (MOST_MARKS - 1)))
    return sorted({*values[::step], values[-1]})


def _apart(curves: Sequence[Curve]) -> list[Curve]:
    """Labels at the right end moved apart where they would cover each other."""
    placed: list[Curve] = []
    for curve in sorted(curves, key=lambda c: c.label_y):
        least = placed[-1].label_y + 16 if placed else curve.label_y
        label_y = max(curve.label_y, least)
        placed.append(Curve(curve.term_months, curve.path, curve.style, label_y))
    return sorted(placed, key=lambda c: c.term_months)
