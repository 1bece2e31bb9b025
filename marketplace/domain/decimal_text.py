"""Exact conversions between the decimal text people write and the integers that are stored."""

from __future__ import annotations

import re

_DECIMAL = re.compile(r"(\d{1,15})(?:\.(\d+))?", re.ASCII)


class NotDecimalText(ValueError):
    """Not plain digits with a point: a sign, blank, thousands separator, exponent or nothing."""


class TooManyDecimals(ValueError):
    """More decimals than the unit has."""


def to_units(text: str, places: int) -> int:
    """The integer count of 10**-places that `text` names: ("12000.5", 2) gives 1200050."""
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise NotDecimalText(text)
    whole, decimals = match.group(1), match.group(2) or ""
    if len(decimals) > places:
        raise TooManyDecimals(text)
    return int(whole + decimals.ljust(places, "0"))


def to_text(units: int, places: int) -> str:
    """The text that `to_units` reads back: whole numbers bare, others with all places."""
    whole, rest = divmod(units, 10**places)
    return f"{whole}.{rest:0{places}d}" if rest else str(whole)
