"""Geometry of the corridor map: great-circle arcs on a plain map, as near as they allow.

The map shows the part of the world that the arcs cross, for a wide frame and for a narrow one, of
which a page shows whichever fits. City names are put where they cover neither each other nor an
end; one that had to go further off is tied to its end by a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import Any

from marketplace.domain.geography import FIBRE_INDEX, LIGHT_KM_PER_MS
from marketplace.web.language import in_language

SEAM = -30
"The map is cut in the Atlantic, so that arcs over the Pacific stay whole"
LEAST_DEGREES = 40
"shown from west to east, however near the ends are"
POINTS = 48
FORMULA = (FIBRE_INDEX, round(LIGHT_KM_PER_MS * 1000, 3))
"refractive index of the fibre, kilometres of light a second"
Place = tuple[float, float]
Box = tuple[float, float, float, float]
Way = tuple[Place, str, Place, str]
"the A-end and its name, the Z-end and its name"


@dataclass(frozen=True)
class Sheet:
    """What a map is drawn on, in its own units."""

    kind: str
    width: int
    most_height: int
    least_height: int
    margin: int
    names: int
    "room left for names at both sides together"
    row: int
    "height of a name"
    letter: float
    "width of a Chinese letter; others need a little over half"
    tall: float
    "how much a degree to the north is longer than one to the east"


WIDE = Sheet("wide", 680, 360, 240, margin=26, names=50, row=15, letter=14.5, tall=1)
NARROW = Sheet("narrow", 360, 430, 260, margin=20, names=44, row=15, letter=13.5, tall=1.6)


@dataclass(frozen=True)
class Name:
    """A city's name as drawn: where it starts or ends, and the line to its end, if it needs one."""

    text: str
    x: float
    y: float
    left: bool
    tie: str | None


DrawnArc = tuple[str, float, float, Name]
"path, end and name of an arc"
DrawnHome = tuple[float, float, Name]


@dataclass(frozen=True)
class Arc:
    """A corridor as drawn."""

    corridor: Any
    path: str
    x: float
    y: float
    name: Name


@dataclass(frozen=True)
class CorridorMap:
    """All of the picture, in its own units."""

    arcs: list[Arc]
    homes: list[DrawnHome]
    net: str
    sheet: Sheet
    height: int


def corridor_maps(corridors: Iterable[Any]) -> list[CorridorMap]:
    """The wide picture of these corridors and the narrow one."""
    found = list(corridors)
    return [corridor_map(found, sheet) for sheet in (WIDE, NARROW)]


def corridor_map(corridors: Iterable[Any], sheet: Sheet = WIDE) -> CorridorMap:
    """The picture of these corridors; an empty one for none. Drawn once for the same ends."""
    found = list(corridors)
    arcs, homes, net, height = _drawn(tuple(map(_way, found)), sheet)
    placed = [Arc(c, *arc) for c, arc in zip(found, arcs, strict=True)]
    return CorridorMap(placed, homes, net, sheet, height)


def _way(corridor: Any) -> Way:
    return (
        (corridor.a_latitude, corridor.a_longitude),
        in_language(corridor, "a_city"),
        (corridor.z_latitude, corridor.z_longitude),
        in_language(corridor, "z_city"),
    )


@lru_cache(maxsize=256)
def _drawn(ways: tuple[Way, ...], sheet: Sheet) -> tuple[list[DrawnArc], list[DrawnHome], str, int]:
    """Arcs and homes as drawn, the net behind them, and the height of the map."""
    lines = [_great_circle(a, z) for a, _, z, _ in ways]
    put, height = _frame([place for line in lines for place in line], sheet)
    ends = [put(z) for _, _, z, _ in ways]
    homes = {a: name for a, name, _, _ in ways}
    taken: list[Box] = [_around(*end) for end in ends]
    taken += [_around(*put(home)) for home in homes]
    write = partial(_named, taken=taken, sheet=sheet)
    named = [(*put(place), write(text, put(place))) for place, text in homes.items()]
    arcs = [
        (_path(map(put, line), sheet.width), *end, write(way[3], end))
        for way, line, end in zip(ways, lines, ends, strict=True)
    ]
    return arcs, named, _net(put, sheet.width, height), height


def _east(longitude: float) -> float:
    """Degrees east of the seam."""
    return (longitude - SEAM) % 360


def _great_circle(a: Place, z: Place) -> list[Place]:
    """Places along the shortest way."""
    (lat_a, lon_a), (lat_z, lon_z) = (tuple(map(radians, place)) for place in (a, z))
    va = (cos(lat_a) * cos(lon_a), cos(lat_a) * sin(lon_a), sin(lat_a))
    vz = (cos(lat_z) * cos(lon_z), cos(lat_z) * sin(lon_z), sin(lat_z))
    angle = acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(va, vz, strict=True))))) or 1e-9
    places = []
    for step in range(POINTS + 1):
        t = step / POINTS
        ka, kz = sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle)
        x, y, up = (ka * p + kz * q for p, q in zip(va, vz, strict=True))
        places.append((90 - degrees(acos(max(-1.0, min(1.0, up)))), degrees(atan2(y, x))))
    return places


def _frame(
    places: Sequence[Place], sheet: Sheet
) -> tuple[Callable[[Place], tuple[float, float]], int]:
    """How a place is put on the map that shows all of these, and the map's height."""
    if not places:
        places = [(70, SEAM + 1), (-45, SEAM - 1)]
    east = [_east(longitude) for _latitude, longitude in places]
    north, south = max(lat for lat, _ in places), min(lat for lat, _ in places)
    wide = max(max(east) - min(east), LEAST_DEGREES)
    west = (max(east) + min(east) - wide) / 2
    across = sheet.width - 2 * sheet.margin - sheet.names
    high = max(north - south, 1) * sheet.tall
    scale = min(across / wide, (sheet.most_height - 2 * sheet.margin) / high)
    height = max(round(high * scale + 2 * sheet.margin), sheet.least_height)
    left = (sheet.width - wide * scale) / 2
    top = (height - high * scale) / 2

    def put(place: Place) -> tuple[float, float]:
        x = left + (_east(place[1]) - west) * scale
        return round(x, 1), round(top + (north - place[0]) * scale * sheet.tall, 1)

    return put, height


def _path(points: Iterable[tuple[float, float]], width: int) -> str:
    """An SVG path; one that leaves the map on one side goes on at the other."""
    path, last = [], None
    for x, y in points:
        jump = last is not None and abs(x - last) > width / 2
        path.append(f"{'M' if last is None or jump else 'L'}{x} {y}")
        last = x
    return "".join(path)


def _named(text: str, end: tuple[float, float], *, taken: list[Box], sheet: Sheet) -> Name:
    """The name where it covers least, near rather than far; its place is taken from then on."""
    places = _places_of(text, *end, sheet)
    box, left, far = min(places, key=lambda one: (_covered(one[0], taken, sheet.width), one[2]))
    taken.append(box)
    x, y = (box[2] if left else box[0]), box[3] - 3
    tie = f"M{end[0]} {end[1]}L{x + (2 if left else -2)} {y - 4}" if far > sheet.row else None
    return Name(text, round(x, 1), round(y, 1), left, tie)


def _places_of(text: str, x: float, y: float, sheet: Sheet) -> Iterator[tuple[Box, bool, float]]:
    """Where a name may stand: beside its end, then further up, down and off."""
    wide = sheet.letter * sum(1 if ord(letter) > 0x2E7F else 0.545 for letter in text)
    half = sheet.row / 2 + 1
    for off in (7, 24, 44):
        for dy in (0, -10, 10, -22, 22, -36, 36, -50, 50):
            for left in (False, True):
                start = x - off - wide if left else x + off
                box = (start, y + dy - half, start + wide, y + dy + half)
                yield box, left, hypot(off - 7, dy)


def _around(x: float, y: float) -> Box:
    return x - 5, y - 5, x + 5, y + 5


def _covered(box: Box, taken: Sequence[Box], width: int) -> float:
    """How much of what is drawn already, or of the map's outside, the box would cover."""
    area = max(0.0, 4 - box[0]) + max(0.0, box[2] - width + 4)
    for other in taken:
        across = min(box[2], other[2]) - max(box[0], other[0])
        down = min(box[3], other[3]) - max(box[1], other[1])
        area += max(0.0, across) * max(0.0, down)
    return round(area, 3)


def _net(put: Callable[[Place], tuple[float, float]], width: int, height: int) -> str:
    """Meridians and parallels every 30 degrees, as far as they are on the map."""
    parallels = [put((latitude, 0))[1] for latitude in range(-60, 90, 30)]
    meridians = {put((0, longitude))[0] for longitude in range(-180, 180, 30)}
    lines = [f"M0 {y}H{width}" for y in parallels if 0 < y < height]
    return "".join(lines + [f"M{x} 0V{height}" for x in sorted(meridians) if 0 < x < width])
