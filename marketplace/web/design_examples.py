"""Invented carriers, prices and answers by which the page about the design shows its pictures.

Names are data in both languages, as those of real things are.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from marketplace.domain.firmness import Firmness
from marketplace.services.find_price_curves import CurvePoint
from marketplace.web import acceptance_charts, award_charts, scenario_charts, scenario_sides
from marketplace.web.language import in_language
from marketplace.web.life import WAY, Step
from marketplace.web.price_charts import price_chart
from marketplace.web.solve_charts import search_chart
from marketplace.web.words import word

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
WHOLE = {
    "measure": "mbps",
    "style": "whole",
    "tiers": [
        {"from": 0, "discount_bps": 0},
        {"from": 500, "discount_bps": 600},
        {"from": 1000, "discount_bps": 1200},
        {"from": 2000, "discount_bps": 1800},
    ],
}
GRADUATED = WHOLE | {"style": "graduated"}


def named(zh: str, en: str, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(name_zh=zh, name_en=en, title_zh=zh, title_en=en, **more)


CARRIERS = {
    "a": named("甲运营商（示例）", "Carrier A (example)"),
    "b": named("乙运营商（示例）", "Carrier B (example)"),
    "c": named("丙运营商（示例）", "Carrier C (example)"),
}
TOTALS = {"a": 117_400_000, "b": 121_950_000, "c": 34_000_000}
CURVES = {
    term: [
        CurvePoint(mbps, round(2_600_000 * (mbps / 10) ** 0.9 * part), 300_000)
        for mbps in (10, 50, 100, 500)
    ]
    for term, part in ((12, 1.0), (24, 0.92), (36, 0.86))
}
SEARCH = [
    (0, 128_000_000, 110_000_000),
    (900, 121_000_000, 114_000_000),
    (2600, 117_400_000, 115_900_000),
]


def life() -> list[Step]:
    """A group buy whose demand is out for quotes."""
    return [
        Step(
            word("group_buy", state),
            "done" if at < 3 else "now" if at == 3 else "ahead",
            NOW + timedelta(days=9 * at) if at <= 3 else None,
        )
        for at, state in enumerate(WAY)
    ]


def totals() -> list[award_charts.Bar]:
    """Published totals of three carriers."""
    return award_charts.bars(
        [(key, in_language(CARRIERS[key], "name"), fen) for key, fen in TOTALS.items()]
    )


def shares() -> list[award_charts.Stack]:
    """Who wins what of two lots."""

    def share(carrier: str | None, lines: int) -> SimpleNamespace:
        return SimpleNamespace(carrier=carrier, lines=lines, mbps=lines * 100)

    return award_charts.stacks(
        {
            "SHA-HKG-IEPL": [share("a", 7), share("b", 4), share(None, 1)],
            "SHA-SIN-IEPL": [share("b", 3), share("c", 5)],
        }
    )


def scenarios() -> list[scenario_charts.ScenarioBar]:
    """The least total cost, and what an award without its winner costs more."""

    def seen(zh: str, en: str, extra: int, **won: int) -> SimpleNamespace:
        winners = [SimpleNamespace(carrier=key, price_minor=fen) for key, fen in won.items()]
        total = sum(won.values()) + 9_000_000
        said = {"called_zh": zh, "called_en": en, "extra_minor": extra, "winners": winners}
        return SimpleNamespace(
            solved=True, objective_minor=total, price_minor=total - 9_000_000, **said
        )

    return scenario_charts.scenario_bars(
        [
            seen("总成本最低", "Least total cost", 0, a=71_000_000, b=28_000_000),
            seen("不含甲运营商", "Without carrier A", 12_400_000, b=78_400_000, c=33_000_000),
        ]
    )


def strip() -> dict[str, Any]:
    """One lot of twelve lines between two carriers, and a line that is left out."""
    won = (("a", 7), ("b", 4), (None, 1))
    shares = [SimpleNamespace(carrier=carrier, lines=lines) for carrier, lines in won]
    return {"parts": award_charts.segments(shares, scenario_sides.STRIP), "shares": shares}


def firm() -> list[acceptance_charts.FirmBar]:
    """One carrier whose prices hold, and one that is short."""
    found: Any = [
        (CARRIERS["a"], Firmness(1400, 1250, 8000)),
        (CARRIERS["b"], Firmness(900, 500, 8000)),
    ]
    return acceptance_charts.firm_bars(found)


def pictures() -> dict[str, Any]:
    """What every macro that draws is given."""
    answers = (("accepted", 11), ("pending", 5), ("declined", 2))
    return {
        "whole": WHOLE,
        "graduated": GRADUATED,
        "life_steps": life(),
        "totals": totals(),
        "shares": shares(),
        "carriers": {key: in_language(one, "name") for key, one in CARRIERS.items()},
        "colours_of": award_charts.colours(list(CARRIERS)),
        "bars_height": award_charts.height,
        "scenarios": scenarios(),
        "scenario_called": lambda seen: in_language(seen, "called"),
        "strip": strip(),
        "dearer": scenario_sides.Change(1_240_000, scenario_sides.HALF, 44),
        "cheaper": scenario_sides.Change(-310_000, scenario_sides.HALF - 12, 12),
        "firm": firm(),
        "answers": {state: SimpleNamespace(lines=lines) for state, lines in answers},
        "search": search_chart(SEARCH),
        "curves": CURVES,
        "price_chart": price_chart(CURVES),
    }
