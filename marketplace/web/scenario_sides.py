"""Chosen scenarios side by side: who wins each lot, and who gains and who loses by each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.models import Organisation
from marketplace.services.find_scenarios import Comparison, ScenarioSeen
from marketplace.web.award_charts import Segment, segments

MOST, USUAL = 4, 3
"So many may stand side by side, and so many do before anybody chose"
STRIP, HALF = 160, 60
"Width of a lot's strip, and of either side of a member's bar"


@dataclass(frozen=True)
class LotRow:
    """A lot, with what each chosen scenario makes of it."""

    lot: str
    won: list[tuple[list[Segment], list[Any]]]
    "by scenario: its strip and its shares"


@dataclass(frozen=True)
class Change:
    """What a member pays more (or less) than under the least total cost, in fen, and its bar."""

    minor: int
    x: float
    width: float


@dataclass(frozen=True)
class MemberRow:
    member: Organisation
    least_minor: int
    "under the least total cost"
    changes: list[Change]


@dataclass(frozen=True)
class Effect:
    """One scenario for the members: how many pay less and more, and the most for one of them."""

    gain: int
    lose: int
    most_minor: int


@dataclass(frozen=True)
class Sides:
    """The chosen scenarios; lots in their order, members and effects in that of `others`."""

    chosen: list[ScenarioSeen]
    others: list[ScenarioSeen]
    "the chosen ones that are not the least total cost"
    lots: list[LotRow]
    members: list[MemberRow]
    "those for whom any of the chosen ones is another price, the hardest hit first"
    unchanged: int
    effects: list[Effect]


def choose(comparison: Comparison, wanted: Sequence[str]) -> list[ScenarioSeen]:
    """The solved scenarios of these ids of solves; without any, the first ones that differ."""
    solved = [one for one in comparison.scenarios if one.solved]
    named = [one for one in solved if str(one.solve.id) in wanted]
    if named:
        return named[:MOST]
    doubles = same_awards(solved)
    return [one for one in solved if one.solve.id not in doubles][:USUAL]


def same_awards(scenarios: Iterable[ScenarioSeen]) -> dict[Any, ScenarioSeen]:
    """By id of the solve, the scenario before it that awards every line the same way."""
    first: dict[Any, ScenarioSeen] = {}
    doubles: dict[Any, ScenarioSeen] = {}
    for one in scenarios:
        if not one.solved or one.solve.result is None:
            continue
        rows = one.solve.result["assignments"]
        key = tuple((row["line"], row["carrier"], row["price_minor"]) for row in rows)
        if key in first:
            doubles[one.solve.id] = first[key]
        else:
            first[key] = one
    return doubles


def side_by_side(comparison: Comparison, chosen: list[ScenarioSeen]) -> Sides:
    """Rows for the lots and for the members that any of the chosen scenarios treats otherwise."""
    cheapest = comparison.cheapest
    least = cheapest.costs if cheapest else {}
    others = [one for one in chosen if one is not cheapest]
    moved = {
        member: [one.costs.get(member, cost) - cost for one in others]
        for member, cost in least.items()
    }
    touched = [member for member, minor in moved.items() if any(minor)]
    touched.sort(key=lambda member: (-max(moved[member]), comparison.members[member].name_zh))
    most = max((abs(minor) for member in touched for minor in moved[member]), default=0) or 1
    return Sides(
        chosen,
        others,
        _lots(chosen),
        [
            MemberRow(
                comparison.members[member],
                least[member],
                [_change(minor, most) for minor in moved[member]],
            )
            for member in touched
        ],
        len(least) - len(touched),
        [_effect([minor[at] for minor in moved.values()]) for at in range(len(others))],
    )


def _lots(chosen: list[ScenarioSeen]) -> list[LotRow]:
    lots = chosen[0].by_lot if chosen else {}
    return [
        LotRow(lot, [(segments(one.by_lot[lot], STRIP), one.by_lot[lot]) for one in chosen])
        for lot in lots
    ]


def _change(minor: int, most: int) -> Change:
    width = round(HALF * abs(minor) / most, 1)
    return Change(minor, HALF - width if minor < 0 else HALF, width)


def _effect(changes: list[int]) -> Effect:
    lose = [minor for minor in changes if minor > 0]
    return Effect(sum(minor < 0 for minor in changes), len(lose), max(lose, default=0))
