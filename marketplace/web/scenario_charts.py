"""Geometry of the scenarios' drawing: each total as a bar, split by who wins what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from marketplace.web.award_charts import BAR, ROW, TEXT, WIDTH


@dataclass(frozen=True)
class Part:
    """A winner's part of a total; `key` None: what members pay outside the group."""

    key: Any
    amount: int
    x: float
    width: float


@dataclass(frozen=True)
class ScenarioBar:
    """One solved scenario: its text at `text_y`, its bar from `y`."""

    seen: Any
    text_y: float
    y: float
    parts: list[Part]


def scenario_bars(scenarios: Iterable[Any]) -> list[ScenarioBar]:
    """A bar for each solved scenario, drawn from 0 so that lengths compare."""
    solved = [seen for seen in scenarios if seen.solved]
    most = max((seen.objective_minor for seen in solved), default=0) or 1
    return [
        ScenarioBar(seen, at * ROW + TEXT, at * ROW + BAR, _parts(seen, most))
        for at, seen in enumerate(solved)
    ]


def _parts(seen: Any, most: int) -> list[Part]:
    amounts = [(won.carrier, won.price_minor) for won in seen.winners]
    amounts.append((None, seen.objective_minor - seen.price_minor))
    parts, x = [], 0.0
    for key, amount in amounts:
        width = WIDTH * amount / most
        if amount > 0:
            parts.append(Part(key, amount, round(x, 1), round(max(width - 2, 1), 1)))
        x += width
    return parts
