"""What reviewers may decide on an answer, and where that leaves it: a table of pure cases."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.compliance.finding import Outcome


class Verdict(StrEnum):
    """What one reviewer says of an answer that holds or rejects."""

    ALLOW = "allow"
    "the step may go on in spite of it"
    REFUSE = "refuse"
    "it stays stopped"


class Standing(StrEnum):
    """Where an answer stands."""

    MET = "met"
    WARNED = "warned"
    HELD = "held"
    "waits for a reviewer"
    REJECTED = "rejected"
    SECOND = "second"
    "a reviewer would overturn the reject: a second one must confirm"
    ALLOWED = "allowed"
    REFUSED = "refused"


UNDECIDED = frozenset({Standing.HELD, Standing.REJECTED, Standing.SECOND})
WAITING = frozenset({Standing.HELD, Standing.SECOND})
"In a reviewer's queue by itself; a reject is there when somebody asks for it"
STOPPED = frozenset({Standing.REJECTED, Standing.SECOND, Standing.REFUSED})
"Stops a step for which a hold only waits"
PLAIN = {
    Outcome.PASS: Standing.MET,
    Outcome.WARN: Standing.WARNED,
    Outcome.HOLD: Standing.HELD,
    Outcome.REJECT: Standing.REJECTED,
}


def standing(
    outcome: Outcome, verdict: Verdict | None = None, second: Verdict | None = None
) -> Standing:
    """Where an answer stands after the newest verdict and the second reviewer's on it."""
    if outcome in (Outcome.PASS, Outcome.WARN) or verdict is None:
        return PLAIN[outcome]
    if verdict == Verdict.REFUSE:
        return Standing.REFUSED
    if outcome == Outcome.HOLD or second == Verdict.ALLOW:
        return Standing.ALLOWED
    return Standing.SECOND if second is None else Standing.REFUSED


def stops(where: Standing, *, holds_stop: bool) -> bool:
    """Whether the step may not go on."""
    return where in STOPPED or (holds_stop and where == Standing.HELD)
