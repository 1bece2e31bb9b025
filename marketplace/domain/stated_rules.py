"""Rules of a problem by their JSON paths, read with the carriers and lines that they speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class StatedRule:
    """One rule; `stated` is what stands at its path, such as an amount or {"at_most": 2}."""

    path: str
    rule: str
    carrier: str | None = None
    line: str | None = None
    stated: Any = None


_QUOTE_RULES = {"minimum_award": "minimum_award", "capacities": "capacity"}
_LINE_RULES = {
    "outside_option_minor": "must_be_served",
    "ceiling_minor": "ceiling",
    "diverse_from": "diverse_from",
}


def stated_rules(problem: Document, paths: Iterable[str]) -> list[StatedRule]:
    """The rules at these paths, in their order."""
    return [_rule(problem, path) for path in paths]


def _rule(problem: Document, path: str) -> StatedRule:
    kind, *rest = path.strip("/").split("/")
    if kind == "quotes":
        quote = problem["quotes"][int(rest[0])]
        stated = quote.get(rest[1])
        if rest[1] == "capacities":
            stated = next(iter((stated or [])[int(rest[2]) :]), None)
        return StatedRule(path, _QUOTE_RULES[rest[1]], carrier=quote["carrier"], stated=stated)
    if kind == "lines":
        line = problem["lines"][int(rest[0])]
        return StatedRule(path, _LINE_RULES[rest[1]], line=line["id"], stated=line.get(rest[1]))
    return StatedRule(path, rest[0], stated=(problem.get("rules") or {}).get(rest[0]))
