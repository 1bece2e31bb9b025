"""Geometry of the ladder with today's position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from marketplace.domain.ladders import ladder_of

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 24, 16, 16, 60
CURVE_POINTS = 12
"of each band"


@dataclass(frozen=True)
class Step:
    """One tier as drawn: its box, and whether it is reached or held today."""

    x: float
    y: float
    width: float
    height: float
    from_: int
    discount_bps: int
    reached: bool
    today: bool


@dataclass(frozen=True)
class LadderChart:
    """Steps from left to right, and the place of today's volume."""

    steps: list[Step]
    today_x: float | None
    curve: str | None = None
    "graduated: an SVG path of everybody's rate as the volume grows"
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM


def ladder_chart(document: Any, volume: int | None = None) -> LadderChart:
    """Each tier is equally wide, so that near and far bounds both can be read."""
    tiers = document["tiers"]
    width = (WIDTH - LEFT - RIGHT) / len(tiers)
    highest = max(tier["discount_bps"] for tier in tiers) or 1
    room = HEIGHT - TOP - BOTTOM - 18
    held = _held(tiers, volume)
    steps = []
    for at, tier in enumerate(tiers):
        height = 6 + room * tier["discount_bps"] / highest
        steps.append(
            Step(
                round(LEFT + at * width, 1),
                round(HEIGHT - BOTTOM - height, 1),
                round(width - 4, 1),
                round(height, 1),
                tier["from"],
                tier["discount_bps"],
                held is not None and at <= held,
                at == held,
            )
        )
    curve = _rate_curve(document, room, highest) if document.get("style") == "graduated" else None
    return LadderChart(steps, _place(tiers, volume, held, width), curve)


def _rate_curve(document: Any, room: float, highest: int) -> str:
    """Everybody's rate at a few volumes of each band, on the scale of the steps."""
    ladder = ladder_of(document)
    bounds = [tier.from_ for tier in ladder.tiers]
    volumes = [
        low + (high - low) * part // CURVE_POINTS
        for low, high in pairwise([*bounds, max(bounds[-1] * 2, bounds[-1] + 1)])
        for part in range(CURVE_POINTS)
    ]
    width = (WIDTH - LEFT - RIGHT) / len(bounds)
    path: list[str] = []
    for at, volume in enumerate(volumes):
        y = HEIGHT - BOTTOM - 6 - room * float(ladder.rate(volume)) / highest
        path.append(f"{'L' if path else 'M'}{LEFT + at * width / CURVE_POINTS:.1f} {y:.1f}")
    return "".join(path)


def rates_at_bounds(document: Any) -> list[float]:
    """Everybody's rate in bps at each tier's bound."""
    ladder = ladder_of(document)
    return [float(ladder.rate(tier.from_)) for tier in ladder.tiers]


def _held(tiers: Sequence[dict[str, int]], volume: int | None) -> int | None:
    if volume is None:
        return None
    return max(at for at, tier in enumerate(tiers) if volume >= tier["from"])


def _place(
    tiers: Sequence[dict[str, int]], volume: int | None, held: int | None, width: float
) -> float | None:
    if volume is None or held is None:
        return None
    low = tiers[held]["from"]
    high = tiers[held + 1]["from"] if held + 1 < len(tiers) else max(low * 2, low + 1)
    share = min((volume - low) / (high - low), 0.97)
    return round(LEFT + (held + share) * width, 1)
