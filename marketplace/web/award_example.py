"""The award by which the computation is explained: the files of docs/award.md, and their proof.

`LEAST_COSTS` is what that page works out by hand; a test recomputes it from the certificate.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _

from marketplace.web.award_charts import WIDTH, Bar, bars, height
from marketplace.web.static_files import FOLDER
from pricing.money import discounted

LEAST_COSTS: tuple[tuple[str, Any, int], ...] = (
    ("both, tier", _("A from three lines on, and B"), 28_000_000),
    ("B", _("B alone"), 31_000_000),
    ("both", _("A below three lines, and B"), 31_000_000),
    ("A, tier", _("A alone, from three lines on"), 32_000_000),
    ("A", _("A alone, below three lines"), 33_500_000),
    ("none", _("Neither of them"), 33_500_000),
)
"By who wins and which tier A reaches: what every such award costs at the least, in fen"


@dataclass(frozen=True)
class Line:
    """What each carrier asks for a line, A also from its tier on, and who serves it, in fen."""

    id: str
    list_minor: int
    tier_minor: int
    other_minor: int
    winner: str


@dataclass(frozen=True)
class Example:
    """Lines with their prices, the total, and the picture of the least costs."""

    lines: list[Line]
    total_minor: int
    bars: list[Bar]
    height: int
    total_x: float
    "where the award's total stands on the bars' scale"


@cache
def example() -> Example:
    problem, result = read("award-problem"), read("award-result")
    first, second = problem["quotes"]
    rate = first["ladders"][0]["tiers"][1]["discount_bps"]
    total = result["objective_minor"]
    return Example(
        [
            Line(
                won["line"],
                listed := first["prices_minor"][won["line"]],
                discounted(listed, rate),
                second["prices_minor"][won["line"]],
                won["carrier"],
            )
            for won in result["assignments"]
        ],
        total,
        bars([(key, name, least) for key, name, least in LEAST_COSTS]),
        height(len(LEAST_COSTS)),
        round(WIDTH * total / max(least for *_, least in LEAST_COSTS), 1),
    )


def read(name: str) -> Any:
    """A file of the example, as it is given out."""
    return json.loads((FOLDER / "example" / f"{name}.json").read_text(encoding="utf-8"))
