"""Lines of a sheet written into the joining form: after those that stand there, or alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from marketplace.web.figures import value_input
from marketplace.web.typed import ROW, numbers_of

OWN: tuple[str, ...] = ("id", "label", "mbps", "wanted_on", "a_building", "a_room")
OWN += ("z_city", "z_address", "z_occupant", "own_limit_minor")
"Fields that a blank line leaves blank: one of them filled, the line is somebody's"
TICKED = "on"


def filled_lines(typed: Mapping[str, str]) -> dict[str, str]:
    """The fields of the lines in which something was filled in, numbered from 0."""
    rows: dict[int, dict[str, str]] = {}
    for name, text in typed.items():
        number, _, field = name.removeprefix("lines-").partition("-")
        if ROW.fullmatch(number):
            rows.setdefault(int(number), {})[field] = text
    ordered = (rows[number] for number in sorted(rows))
    return _numbered(row for row in ordered if any(row.get(name, "").strip() for name in OWN))


def with_lines(typed: Mapping[str, str], brought: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """These fields, numbered from 0, and after them the lines of a sheet as they would be typed."""
    begin = len(numbers_of(typed, "lines"))
    return {**typed, **_numbered((_typed(line) for line in brought), begin)}


def _numbered(rows: Iterable[Mapping[str, str]], begin: int = 0) -> dict[str, str]:
    return {
        f"lines-{number}-{name}": text
        for number, row in enumerate(rows, begin)
        for name, text in row.items()
    }


def _typed(line: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(name, value) for name, value in line.items() if value is not None}


def _text(name: str, value: Any) -> str:
    if name == "internal_only":
        return TICKED if value else ""
    if isinstance(value, bool):
        return str(value).lower()
    return value_input(name, value)
