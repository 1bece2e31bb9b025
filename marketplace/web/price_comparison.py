"""Geometry of one line's prices side by side: the award's, other quotes, list price, ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from marketplace.web.language import in_language

WIDTH = 640
ROW, TEXT, BAR = 54, 20, 29


@dataclass(frozen=True)
class PriceBar:
    """One price: `kind` is own, other, present or list."""

    kind: str
    name: str
    minor: int
    text_y: int
    y: int
    width: float


@dataclass(frozen=True)
class PriceComparison:
    """Prices for the whole term from 0, so that lengths compare; the ceiling as a mark."""

    bars: list[PriceBar]
    ceiling_minor: int | None
    ceiling_x: float
    height: int


def price_comparison(
    line: Any, quotes: Iterable[Any], present_minor: int | None
) -> PriceComparison | None:
    """The picture of an awarded line as its member sees it; None with a single price.

    `line` is an AwardLineSeen, `quotes` are the other bidders' for it, amounts are fen.
    """
    prices = [*_own(line), *_others(line, quotes)]
    if present_minor is not None:
        prices.append(("present", _("Present contract"), present_minor))
    prices.append(("list", _("List price"), line.list_minor))
    if len(prices) < 2:
        return None
    most = max(line.ceiling_minor, *(minor for _kind, _name, minor in prices)) or 1
    bars = [
        PriceBar(kind, name, minor, at * ROW + TEXT, at * ROW + BAR, _wide(minor, most))
        for at, (kind, name, minor) in enumerate(prices)
    ]
    ceiling = line.ceiling_minor
    return PriceComparison(bars, ceiling, _wide(ceiling, most), len(bars) * ROW)


def _own(line: Any) -> list[tuple[str, str, int]]:
    """What is agreed, or waits for an answer; nothing for a line that the award left out."""
    if line.agreed_carrier is None:
        return []
    return [("own", in_language(line.agreed_carrier, "name"), line.agreed_price_minor)]


def _others(line: Any, quotes: Iterable[Any]) -> list[tuple[str, str, int]]:
    agreed = line.agreed_carrier
    found = [
        ("other", in_language(one.carrier, "name"), one.price_minor)
        for one in quotes
        if agreed is None or one.carrier.id != agreed.id
    ]
    if line.taken and line.carrier:
        found.append(("other", in_language(line.carrier, "name"), line.price_minor))
    return sorted(found, key=lambda one: one[2])


def _wide(minor: int, most: int) -> float:
    return round((WIDTH - 2) * minor / most, 1)
