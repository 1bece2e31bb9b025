"""Asks all the rules of a gate that are in force on a day, and gives all their findings at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from marketplace.domain.compliance.facts.fact import Facts
from marketplace.domain.compliance.finding import Finding
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.rule import Asking, Rule
from marketplace.domain.compliance.rules import RULES
from marketplace.domain.compliance.thresholds import Thresholds

AnyRule = Rule[Any]


class UnknownRule(LookupError):
    """There is no rule with this code and version."""


def rules_at(gate: Gate, on: date) -> list[AnyRule]:
    """The rules asked at the gate on that day, in the order of the registry."""
    return [rule for rule in RULES if gate in rule.gates and rule.in_force(on)]


def find_rule(code: str, version: int) -> AnyRule:
    """The rule as it was when a finding was made; raises UnknownRule."""
    for rule in RULES:
        if (rule.code, rule.version) == (code, version):
            return rule
    raise UnknownRule(f"{code} version {version}")


def ask(
    gate: Gate,
    on: date,
    facts: Iterable[Facts],
    thresholds: Thresholds | None = None,
    *,
    about: Collection[type[Facts]] | None = None,
) -> list[Finding]:
    """Every finding of every rule of the gate, passes among them.

    A rule is asked of each of the facts that it is about. Facts that were not brought are
    unknown altogether: the rules about them hold. `about` asks only the rules about these kinds
    of facts, for a step that has no others (an invoice that comes without a payment).
    """
    asking = Asking(on, thresholds or Thresholds())
    brought = list(facts)
    return [
        finding
        for rule in rules_at(gate, on)
        if about is None or rule.about in about
        for one in _of_kind(rule, brought)
        for finding in rule.findings(one, asking, gate)
    ]


def _of_kind(rule: AnyRule, brought: list[Facts]) -> Iterator[Facts]:
    found = [one for one in brought if isinstance(one, rule.about)]
    yield from found or [rule.about()]
