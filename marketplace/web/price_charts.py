"""Geometry of a price book's curves: monthly price by bandwidth, one stepped line per term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from marketplace.services.find_price_curves import CurvePoint

DASHES = ("", "dashed", "dotted")
MOST_MARKS, FEW_MARKS = 8, 5


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
class Size:
    """Of a picture, with the room left around its curves."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    row: int
    "height of a label"


LARGE = Size(640, 310, left=140, right=106, top=20, bottom=54, row=25)
SMALL = Size(360, 210, left=74, right=56, top=22, bottom=38, row=16)
"one of many side by side"


@dataclass(frozen=True)
class Scale:
    """Where a bandwidth and a price lie: the one by its logarithm, the other from nothing up."""

    size: Size
    start: int
    high: int
    dearest: int

    def x(self, mbps: int) -> float:
        share = (log10(mbps) - log10(self.start)) / ((log10(self.high) - log10(self.start)) or 1)
        return round(
            self.size.left + share * (self.size.width - self.size.left - self.size.right), 1
        )

    def y(self, minor: int) -> float:
        room = self.size.height - self.size.top - self.size.bottom
        return round(self.size.height - self.size.bottom - minor / self.dearest * room, 1)


@dataclass(frozen=True)
class PriceChart:
    """Curves over a logarithmic axis of bandwidth."""

    curves: list[Curve]
    bandwidths: list[Mark]
    prices: list[Mark]
    scale: Scale

    @property
    def width(self) -> int:
        return self.scale.size.width

    @property
    def height(self) -> int:
        return self.scale.size.height

    @property
    def left(self) -> int:
        return self.scale.size.left

    @property
    def right(self) -> int:
        return self.scale.size.width - self.scale.size.right

    @property
    def floor(self) -> int:
        return self.scale.size.height - self.scale.size.bottom


def price_chart(
    curves: Mapping[int, Sequence[CurvePoint]], size: Size = LARGE, also: Sequence[int] = ()
) -> PriceChart:
    """The picture of the curves, at least one point, with room for the bandwidths in `also`."""
    points = [point for curve in curves.values() for point in curve]
    widths = [*(p.mbps for p in points), *also]
    step = _round_step(max(p.monthly_minor for p in points) or 1)
    dearest = step * -(-max(p.monthly_minor for p in points) // step) or step
    scale = Scale(size, max(1, min(widths) // 2), max(widths), dearest)
    drawn = [
        _curve(scale, at, term, curve) for at, (term, curve) in enumerate(sorted(curves.items()))
    ]
    marks = _some(sorted({p.mbps for p in points}), MOST_MARKS if size is LARGE else FEW_MARKS)
    bandwidths = [Mark(scale.x(mbps), mbps) for mbps in marks]
    if size is LARGE:
        bandwidths = _legible(bandwidths, size.row)
    prices = [Mark(scale.y(minor), minor) for minor in range(0, dearest + 1, step)]
    return PriceChart(_apart(drawn, size.row), bandwidths, prices, scale)


def _curve(scale: Scale, at: int, term: int, curve: Sequence[CurvePoint]) -> Curve:
    path = f"M{scale.x(scale.start)} {scale.y(curve[0].monthly_minor)}"
    for point, above in zip(curve, [*curve[1:], None], strict=True):
        path += f"H{scale.x(point.mbps)}" + (f"V{scale.y(above.monthly_minor)}" if above else "")
    return Curve(term, path, DASHES[at % len(DASHES)], scale.y(curve[-1].monthly_minor) + 4)


def _round_step(highest: int) -> int:
    """1, 2 or 5 times a power of ten, of which three to six reach the highest price."""
    power = 10 ** max(0, len(str(highest)) - 2)
    return next(
        step
        for step in (power, 2 * power, 5 * power, 10 * power, 20 * power)
        if highest <= 5 * step
    )


def _some(values: Sequence[int], most: int) -> list[int]:
    """At most so many of them, the first and the last among them."""
    step = max(1, -(-(len(values) - 1) // (most - 1)))
    return sorted({*values[::step], values[-1]})


def _legible(marks: Sequence[Mark], row: int) -> list[Mark]:
    """Without those whose figure would run into that of the next one kept; the last one stays."""
    kept: list[Mark] = []
    for mark in reversed(marks):
        figures = len(f"{mark.value:,}") + (len(f"{kept[-1].value:,}") if kept else 0)
        if not kept or kept[-1].at - mark.at > 0.6 * row * (figures / 2 + 1):
            kept.append(mark)
    return kept[::-1]


def _apart(curves: Sequence[Curve], row: int) -> list[Curve]:
    """Labels at the right end moved apart where they would cover each other."""
    placed: list[Curve] = []
    for curve in sorted(curves, key=lambda c: c.label_y):
        least = placed[-1].label_y + row if placed else curve.label_y
        label_y = max(curve.label_y, least)
        placed.append(Curve(curve.term_months, curve.path, curve.style, label_y))
    return sorted(placed, key=lambda c: c.term_months)
