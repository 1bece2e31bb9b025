"""What one rule answered about one thing at a gate, with a fingerprint that a decision holds to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from marketplace.domain.compliance.collected import is_collected
from marketplace.domain.compliance.facts.fact import Facts
from marketplace.domain.compliance.finding import Finding, Outcome, worst
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.registry import rules_at
from marketplace.domain.compliance.rule import Asking
from marketplace.domain.compliance.thresholds import Thresholds


@dataclass(frozen=True)
class RuleAnswer:
    """All findings of one rule about one facts record: what is decided as a whole."""

    code: str
    version: int
    gate: Gate
    outcome: Outcome
    "the severest of the findings"
    says: tuple[dict[str, Any], ...]
    "outcome, message_zh, message_en, mends of each"
    facts: dict[str, Any]
    kind: str
    "name of the kind of facts, such as LineFacts: `mends` names one of its fields"

    @classmethod
    def of(cls, findings: list[Finding], kind: str) -> RuleAnswer:
        first = findings[0]
        says = tuple(
            {
                "outcome": str(one.outcome),
                "message_zh": one.message_zh,
                "message_en": one.message_en,
                "mends": one.mends,
            }
            for one in findings
        )
        return cls(first.code, first.version, first.gate, worst(findings), says, first.facts, kind)

    def fingerprint(self, about: str) -> str:
        """SHA-256 of the same answer from the same facts about the same thing.

        A decision stands as long as the fingerprint does: other facts, another version of the
        rule or another answer want a decision anew.
        """
        whole = [about, str(self.gate), self.code, self.version, list(self.says), self.facts]
        return sha256(dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def ask_rules(
    gates: Collection[Gate],
    on: date,
    facts: Iterable[Facts],
    thresholds: Thresholds | None = None,
) -> list[RuleAnswer]:
    """Every answer about these facts, passes among them, of the rules whose facts are collected."""
    asking, brought = Asking(on, thresholds or Thresholds()), list(facts)
    return [
        RuleAnswer.of(rule.findings(one, asking, gate), type(one).__name__)
        for gate in gates
        for rule in rules_at(gate, on)
        if is_collected(rule)
        for one in brought
        if isinstance(one, rule.about)
    ]
