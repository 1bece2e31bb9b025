"""Geometry of the drawings: the ladder with today's position, and corridors on a graticule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos, atan2, cos, degrees, radians, sin
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


MAP_WIDTH, MAP_HEIGHT = 720, 330
NORTH, SOUTH = 78, -48
SEAM = -30
"The map is cut in the Atlantic, so that arcs over the Pacific stay whole"


def on_map(latitude: float, longitude: float) -> tuple[float, float]:
    """A place on the plain (equirectangular) map."""
    x = (longitude - SEAM) % 360 / 360 * MAP_WIDTH
    y = (NORTH - latitude) / (NORTH - SOUTH) * MAP_HEIGHT
    return round(x, 1), round(y, 1)


def great_circle(a: tuple[float, float], z: tuple[float, float], points: int = 48) -> str:
    """An SVG path along the shortest way between two places."""
    (lat_a, lon_a), (lat_z, lon_z) = (tuple(map(radians, place)) for place in (a, z))
    va = (cos(lat_a) * cos(lon_a), cos(lat_a) * sin(lon_a), sin(lat_a))
    vz = (cos(lat_z) * cos(lon_z), cos(lat_z) * sin(lon_z), sin(lat_z))
    angle = acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(va, vz, strict=True))))) or 1e-9
    path, last = [], None
    for step in range(points + 1):
        t = step / points
        ka, kz = sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle)
        x, y, z3 = (ka * p + kz * q for p, q in zip(va, vz, strict=True))
        latitude = 90 - degrees(acos(max(-1.0, min(1.0, z3))))
        at = on_map(latitude, degrees(atan2(y, x)))
        jump = last is not None and abs(at[0] - last[0]) > MAP_WIDTH / 2
        path.append(f"{'M' if last is None or jump else 'L'}{at[0]} {at[1]}")
        last = at
    return "".join(path)


@dataclass(frozen=True)
class Arc:
    """A corridor as drawn, with its label on a side where it covers no other."""

    corridor: Any
    path: str
    x: float
    y: float
    label_left: bool
    label_dy: float


LABEL_WIDTH, LABEL_HEIGHT = 62, 12
SIDES = ((False, 4.0), (True, 4.0), (False, -8.0), (True, -8.0), (False, 15.0), (True, 15.0))


def corridor_map(corridors: Iterable[Any]) -> list[Arc]:
    """The arcs of corridors and where their far ends lie."""
    found = list(corridors)
    places = [on_map(c.z_latitude, c.z_longitude) for c in found]
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    homes = {on_map(c.a_latitude, c.a_longitude) for c in found}
    taken += [(x - 6, y - 8, x + 60, y + 8) for x, y in homes]
    arcs = []
    for c, (x, y) in zip(found, places, strict=True):
        left, dy = min(SIDES, key=lambda side: _covered(_label_box(x, y, *side), taken))
        taken.append(_label_box(x, y, left, dy))
        path = great_circle((c.a_latitude, c.a_longitude), (c.z_latitude, c.z_longitude))
        arcs.append(Arc(c, path, x, y, left, dy))
    return arcs


Box = tuple[float, float, float, float]


def _label_box(x: float, y: float, left: bool, dy: float) -> Box:
    start = x - 6 - LABEL_WIDTH if left else x + 6
    return start, y + dy - LABEL_HEIGHT + 2, start + LABEL_WIDTH, y + dy + 2


def _covered(box: Box, taken: Sequence[Box]) -> float:
    """How much of what is drawn already the box would cover."""
    area = 0.0
    for other in taken:
        width = min(box[2], other[2]) - max(box[0], other[0])
        height = min(box[3], other[3]) - max(box[1], other[1])
        area += max(0.0, width) * max(0.0, height)
    return area


def graticule() -> str:
    """Meridians and parallels every 30 degrees."""
    lines = [f"M0 {on_map(lat, 0)[1]}H{MAP_WIDTH}" for lat in range(-30, 61, 30)]
    lines += [f"M{on_map(0, lon)[0]} 0V{MAP_HEIGHT}" for lon in range(-180, 180, 30)]
    return "".join(lines)
