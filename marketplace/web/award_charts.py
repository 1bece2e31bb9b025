"""Geometry of the award drawings: totals as bars, and who wins what of each lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 640
ROW, BAR_HEIGHT = 76, 30
TEXT, BAR = 24, 34
"Where a row's text stands and its bar begins"
ROOM = 230
"A bar at least so wide holds its own figure"
COLOURS = 8
"Then they repeat; a drawing is never the only place where its figures stand"


@dataclass(frozen=True)
class Bar:
    """One row: its text line at `text_y`, the bar below it with its figure in or beside it."""

    key: Any
    name: str
    amount: int
    text_y: float
    y: float
    width: float

    @property
    def inside(self) -> bool:
        return self.width >= ROOM


@dataclass(frozen=True)
class Segment:
    """A part of a lot's bar; `wide` when its figure fits inside."""

    key: Any
    lines: int
    x: float
    width: float
    wide: bool


@dataclass(frozen=True)
class Stack:
    """A lot's bar."""

    lot: str
    lines: int
    mbps: int
    text_y: float
    y: float
    segments: list[Segment]


def bars(amounts: Sequence[tuple[Any, str, int]]) -> list[Bar]:
    """A bar for each key, name and amount, drawn from 0 so that lengths compare."""
    most = max((amount for _key, _name, amount in amounts), default=0) or 1
    return [
        Bar(key, name, amount, at * ROW + TEXT, at * ROW + BAR, round(WIDTH * amount / most, 1))
        for at, (key, name, amount) in enumerate(amounts)
    ]


def stacks(by_lot: Mapping[str, Sequence[Any]]) -> list[Stack]:
    """A bar for each lot, split by its number of lines."""
    return [_stack(lot, shares, at) for at, (lot, shares) in enumerate(by_lot.items())]


def _stack(lot: str, shares: Sequence[Any], at: int) -> Stack:
    lines = sum(share.lines for share in shares)
    segments, x = [], 0.0
    for share in shares:
        width = WIDTH * share.lines / lines
        segments.append(
            Segment(
                share.carrier, share.lines, round(x, 1), round(max(width - 2, 1), 1), width > 34
            )
        )
        x += width
    mbps = sum(share.mbps for share in shares)
    return Stack(lot, lines, mbps, at * ROW + TEXT, at * ROW + BAR, segments)


def height(rows: int) -> int:
    return rows * ROW


def colours(keys: Sequence[Any]) -> dict[Any, int]:
    """A colour number for each key, from 1, in their order."""
    return {key: at % COLOURS + 1 for at, key in enumerate(keys)}
