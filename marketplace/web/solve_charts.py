"""Geometry of a running search: the best total from above and the proven bound from below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 4, 4, 34, 56
NEAR = 6
"So many gaps above and below are drawn; what lies farther is cut off at the edge"
Step = Sequence[int | None]


@dataclass(frozen=True)
class SearchChart:
    """Two stepped lines that come closer, and the room that is left between them."""

    best: str
    bound: str
    between: str
    best_y: float
    bound_y: float
    seconds: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def search_chart(steps: Sequence[Step]) -> SearchChart | None:
    """The picture of [milliseconds, best, bound] steps; None before there is a line to draw."""
    known = [(ms or 0, best, bound or 0) for ms, best, bound in steps if best is not None]
    if len(known) < 2 or known[-1][0] <= known[0][0]:
        return None
    begins, ends = known[0][0], known[-1][0]
    high, low = _reach(known)

    def x(ms: int) -> float:
        return round(LEFT + (ms - begins) / (ends - begins) * (WIDTH - LEFT - RIGHT), 1)

    def y(minor: int) -> float:
        share = (min(max(minor, low), high) - low) / (high - low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    above = [(x(ms), y(best)) for ms, best, _ in known]
    below = [(x(ms), y(bound)) for ms, _, bound in known]
    back = "".join(f"V{level}H{at}" for at, level in reversed(below[:-1]))
    between = f"{_stepped(above)}V{below[-1][1]}{back}Z"
    return SearchChart(
        _stepped(above), _stepped(below), between, above[-1][1], below[-1][1], ends / 1000
    )


def _reach(known: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The amounts at the upper and lower edge: around where the two lines meet."""
    best, bound = known[-1][1:]
    gap = max(best - bound, best // 5000, 1)
    high = min(max(best for _, best, _ in known), best + NEAR * gap)
    low = max(min(bound for *_, bound in known), bound - NEAR * gap)
    return max(high, low + gap), low


def _stepped(points: Sequence[tuple[float, float]]) -> str:
    path = f"M{points[0][0]} {points[0][1]}"
    return path + "".join(f"H{x}V{y}" for x, y in points[1:])
