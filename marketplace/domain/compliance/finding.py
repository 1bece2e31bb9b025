"""What a rule found: pass, warn, hold or reject, with the facts it saw and the way to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.words import Text


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105
    WARN = "warn"
    HOLD = "hold"
    REJECT = "reject"


WARN, HOLD, REJECT = Outcome.WARN, Outcome.HOLD, Outcome.REJECT
SEVERITY = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True)
class Answer:
    """What a rule says: the outcome, why, and the name of the fact that mends it."""

    outcome: Outcome
    message: Text
    mends: str | None = None


@dataclass(frozen=True)
class Finding:
    """An answer as it is kept: under which version of the rule, at which gate, from which facts."""

    code: str
    version: int
    outcome: Outcome
    message_zh: str
    message_en: str
    facts: dict[str, Any]
    "the facts the rule looks at, as plain JSON values"
    mends: str | None
    "name of the fact that mends it, the same as the field of the facts; None: nothing to enter"
    gate: Gate
    about: str = ""
    "`ref` of the facts: which line, company or quote it speaks of"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def warn(zh: str, en: str, mends: str | None = None) -> Answer:
    """Shown and kept; stops nothing."""
    return Answer(Outcome.WARN, Text(zh, en), mends)


def hold(zh: str, en: str, mends: str | None = None) -> Answer:
    """Waits for a reviewer's reasoned decision."""
    return Answer(Outcome.HOLD, Text(zh, en), mends)


def reject(zh: str, en: str, mends: str | None = None) -> Answer:
    """Stops the step."""
    return Answer(Outcome.REJECT, Text(zh, en), mends)


def worst(findings: Iterable[Finding]) -> Outcome:
    """The severest outcome among the findings; pass when there is none."""
    return max((one.outcome for one in findings), key=SEVERITY.__getitem__, default=Outcome.PASS)
