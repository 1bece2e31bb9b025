"""Pictures of a quote as it is typed: rates of each lot with its lines, and what volume earns.

static/js/quote-pictures.js draws the same from the fields; a browser test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from marketplace.domain.price_cliffs import TierCliff, tier_cliffs_of
from marketplace.domain.quote_coverage import lines_within
from marketplace.domain.quote_pricing import LinePricing, WantedLine
from marketplace.services.find_price_curves import CurvePoint
from marketplace.web.price_charts import SMALL, PriceChart, price_chart
from marketplace.web.rate_figures import RateFigures, rate_figures
from pricing.terms import line_price

Row = Mapping[str, Any]


class PanelKey(NamedTuple):
    """What one picture of rates shows."""

    corridor: str
    product: str
    protection: str


@dataclass(frozen=True)
class Dot:
    """A line on the curve that prices it, or on the floor while nothing does."""

    x: float
    y: float
    reference: str
    priced: bool


@dataclass(frozen=True)
class Panel:
    """The rates of one lot and protection; `chart` None while there are none."""

    key: PanelKey
    chart: PriceChart | None
    dots: list[Dot]
    cliffs: list[tuple[float, float]]
    figures: RateFigures
    asked: list[str]
    "of each line: reference, Mbps, months, most round trip (0: any), least availability, most days"


def panels(
    rows: Iterable[Row],
    lines: Collection[WantedLine],
    prices: Iterable[LinePricing],
    due_on: date,
    own: Collection[str] = (),
) -> list[Panel]:
    """One for each lot and protection that is asked for; `own` as in `rate_figures`."""
    asked: dict[PanelKey, list[WantedLine]] = defaultdict(list)
    for line in lines:
        asked[PanelKey(line.key.corridor, line.key.product, line.key.protection)].append(line)
    curves: dict[PanelKey, dict[int, list[CurvePoint]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda row: row["mbps"]):
        key = PanelKey(row["corridor"], str(row["product"]), str(row["protection"]))
        curves[key][row["term_months"]].append(_point(row))
    priced = {price.line_id: price for price in prices}
    found = []
    for key in sorted(asked):
        figures = rate_figures(curves.get(key, {}), asked[key], priced, own)
        demands = [_asked(line, due_on) for line in asked[key]]
        found.append(_panel(key, curves.get(key, {}), asked[key], priced, figures, demands))
    return found


def _point(row: Row) -> CurvePoint:
    """A month of the whole term: the one-off price is spread over it."""
    total = line_price(row["one_off_minor"], row["monthly_minor"], row["term_months"])
    return CurvePoint(row["mbps"], total // row["term_months"], row["one_off_minor"])


def _panel(
    key: PanelKey,
    curves: Mapping[int, list[CurvePoint]],
    lines: Sequence[WantedLine],
    priced: Mapping[Any, LinePricing],
    figures: RateFigures,
    asked: list[str],
) -> Panel:
    if not curves:
        return Panel(key, None, [], [], figures, asked)
    chart = price_chart(curves, SMALL, [line.mbps for line in lines])
    scale = chart.scale
    dots = []
    for line in lines:
        price = priced.get(line.line_id)
        y = scale.y(price.price_minor // line.key.term_months) if price else float(chart.floor)
        dots.append(Dot(scale.x(line.mbps), max(y, SMALL.top), line.reference, bool(price)))
    cliffs = [(scale.x(one.mbps), scale.y(one.monthly_minor)) for one in figures.rates if one.cliff]
    return Panel(key, chart, dots, cliffs, figures, asked)


def _asked(line: WantedLine, due_on: date) -> str:
    days = (line.wanted_on - due_on).days
    limit = line.rtt_limit_us or 0
    demands = (line.mbps, line.key.term_months, limit, line.availability_bps, days)
    return " ".join(map(str, (line.reference, *demands)))


@dataclass(frozen=True)
class VolumeChart:
    """What a ladder's volume earns: steps up to all that is asked for, and there the bundles."""

    path: str
    bounds: list[tuple[float, float, int, int]]
    "x, y, volume, discount in bps"
    cliffs: list[tuple[float, float]]
    "stretches of volume that cost more than the bound above them"
    whole_x: float
    whole: int
    bundle_y: float | None
    bundle_bps: int
    width: int = SMALL.width
    height: int = SMALL.height
    left: int = SMALL.left
    floor: int = SMALL.height - SMALL.bottom

    def label_y(self, step: float) -> float:
        """Where a step's rate stands: under it where the words on the bundles would cover it."""
        near = self.bundle_y is not None and step - self.bundle_y < 34
        return step + 18 if near else step - 5


def volume_chart(
    ladder: Row, lines: Collection[WantedLine], bundles: Iterable[Row] = ()
) -> VolumeChart:
    """Of a ladder of style `whole`; `lines` are all that the RFQ asks for."""
    tiers = ladder["tiers"]
    held = lines_within(ladder["lots"], lines)
    whole = len(held) if ladder["measure"] == "lines" else sum(line.mbps for line in held)
    if ladder["measure"] == "spend":
        whole = 0
    earned = sum(one["discount_bps"] for one in bundles if lines_within(one["lots"], held))
    last = max(whole, tiers[-1]["from"] * 5 // 4, 1)
    highest = max(tiers[-1]["discount_bps"] + earned, 1)
    room = (SMALL.width - SMALL.left - SMALL.right, SMALL.height - SMALL.top - SMALL.bottom)

    def x(volume: int) -> float:
        return round(SMALL.left + volume / last * room[0], 1)

    def y(bps: int) -> float:
        return round(SMALL.height - SMALL.bottom - bps / highest * room[1], 1)

    bounds = [(x(t["from"]), y(t["discount_bps"]), t["from"], t["discount_bps"]) for t in tiers]
    path = f"M{bounds[0][0]} {bounds[0][1]}"
    path += "".join(f"H{right}V{up}" for right, up, *_ in bounds[1:]) + f"H{x(last)}"
    stretches: Iterable[TierCliff] = tier_cliffs_of(tiers)
    at_whole = max((t["discount_bps"] for t in tiers if t["from"] <= whole), default=0)
    return VolumeChart(
        path,
        bounds,
        [(x(cliff.low), x(cliff.bound)) for cliff in stretches],
        x(whole),
        whole,
        y(at_whole + earned) if earned and whole else None,
        at_whole + earned,
    )
