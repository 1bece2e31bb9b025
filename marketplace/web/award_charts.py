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
LETTER = 23
"Units a Chinese character needs in a bar at a phone's width; others need a little over half"
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
    lines, mbps = sum(share.lines for share in shares), sum(share.mbps for share in shares)
    return Stack(lot, lines, mbps, at * ROW + TEXT, at * ROW + BAR, segments(shares))


def segments(shares: Sequence[Any], whole: float = WIDTH) -> list[Segment]:
    """The parts of a bar of this width, split by number of lines."""
    lines = sum(share.lines for share in shares)
    found, x = [], 0.0
    for share in shares:
        width = whole * share.lines / lines
        wide, drawn = width > 34, round(max(width - 2, 1), 1)
        found.append(Segment(share.carrier, share.lines, round(x, 1), drawn, wide))
        x += width
    return found


def fits(text: str, width: float) -> bool:
    """Whether the text can stand inside a part of a bar that is so wide."""
    return _ems(text) * LETTER + 16 <= width


def shortened(name: str, value: str) -> str | None:
    """The name as far as it fits before the value on a phone, with …; None when it fits whole."""
    room = WIDTH - _ems(value) * LETTER - LETTER
    if _ems(name) * LETTER <= room:
        return None
    kept = name
    while kept and (_ems(kept) + 1) * LETTER > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _ems(text: str) -> float:
    return sum(1 if ord(letter) > 0x2E80 else 0.6 for letter in text)


def height(rows: int) -> int:
    return rows * ROW


def colours(keys: Sequence[Any]) -> dict[Any, int]:
    """A colour number for each key, from 1, in their order."""
    return {key: at % COLOURS + 1 for at, key in enumerate(keys)}
