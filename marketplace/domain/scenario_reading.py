"""Rules that cannot hold together, read from the paths that an infeasible result names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class RuleInConflict:
    """One rule of a set that cannot hold together, read from its JSON path."""

    path: str
    rule: str
    carrier: str | None = None
    line: str | None = None


_QUOTE_RULES = {"minimum_award": "minimum_award", "capacities": "capacity"}
_LINE_RULES = {
    "outside_option_minor": "must_be_served",
    "ceiling_minor": "ceiling",
    "diverse_from": "diverse_from",
}


def rules_in_conflict(problem: Document, paths: Iterable[str]) -> list[RuleInConflict]:
    """The conflicts of an infeasible result with the carriers and lines that they speak of."""
    return [_rule(problem, path) for path in paths]


def _rule(problem: Document, path: str) -> RuleInConflict:
    kind, *rest = path.strip("/").split("/")
    if kind == "quotes":
        carrier = problem["quotes"][int(rest[0])]["carrier"]
        return RuleInConflict(path, _QUOTE_RULES[rest[1]], carrier=carrier)
    if kind == "lines":
        line = problem["lines"][int(rest[0])]["id"]
        return RuleInConflict(path, _LINE_RULES[rest[1]], line=line)
    return RuleInConflict(path, rest[0])
