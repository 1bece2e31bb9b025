"""Asks the rules of a gate about things, sees where decided answers stand, and what stops."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from marketplace.domain.compliance.facts import Facts
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.rule_answers import RuleAnswer, ask_rules
from marketplace.domain.compliance.verdicts import Standing, Verdict, standing, stops
from marketplace.domain.working_days import local_day
from marketplace.models import FindingDecision
from marketplace.security.identity import Identity

STOPPING = (Outcome.HOLD, Outcome.REJECT)
Verdicts = dict[str, tuple[Verdict, Verdict | None]]
"By fingerprint: the newest verdict, and the second reviewer's on it"


@dataclass(frozen=True)
class About:
    """A thing that rules are asked about: whose it is, and where its owner mends it."""

    subject: str
    subject_id: UUID
    organisation_id: UUID
    group_buy_id: UUID | None = None
    path: str = "/account"
    "page from `/`; one that ends in `#f-...-` takes the name of the field"
    pointer: str = ""
    "of the thing in the request that is asked"
    whole_request: bool = False
    "the thing is the request itself: its fields are at the root"
    same: str | None = None
    "what a decision holds to in place of `subject_id`, for a thing made anew with each request"
    visible_at: datetime | None = None

    @property
    def decided_for(self) -> str:
        return self.same or str(self.subject_id)


@dataclass(frozen=True)
class Judged:
    """One answer, where it stands, and its row."""

    about: About
    answer: RuleAnswer
    standing: Standing
    row: dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """Everything that the rules of a step said, at once."""

    judged: list[Judged] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [one.row for one in self.judged]

    def stopping(self, *, holds_stop: bool) -> list[Judged]:
        return [one for one in self.judged if stops(one.standing, holds_stop=holds_stop)]


def judge(
    session: Session,
    things: Iterable[tuple[About, Sequence[Facts]]],
    *,
    gates: Collection[Gate],
    by: Identity | None,
    now: datetime,
) -> Asked:
    """Ask about every thing; writes nothing. One query, and none when nothing holds or rejects."""
    found = [
        (about, answer, answer.fingerprint(about.decided_for))
        for about, facts in things
        for answer in ask_rules(gates, local_day(now), facts)
    ]
    decided = find_verdicts(
        session, {mark for _, answer, mark in found if answer.outcome in STOPPING}
    )
    return Asked(
        [
            Judged(
                about,
                answer,
                standing(answer.outcome, *decided.get(mark, ())),
                _row(about, answer, mark, by, now),
            )
            for about, answer, mark in found
        ]
    )


def find_verdicts(session: Session, fingerprints: Collection[str]) -> Verdicts:
    """What was decided on these answers."""
    if not fingerprints:
        return {}
    rows = session.execute(_decided(), {"fingerprints": list(fingerprints)})
    return {row.fingerprint: (row.verdict, row.second) for row in rows}


@cache
def _decided() -> Any:
    """The newest decision on each of the answers `fingerprints`, and its confirmation."""
    first, second = FindingDecision, aliased(FindingDecision)
    asked: Any = sa.bindparam("fingerprints", expanding=True)
    return (
        sa.select(first.fingerprint, first.verdict, second.verdict.label("second"))
        .outerjoin(second, second.confirms_id == first.id)
        .where(first.fingerprint.in_(asked), first.confirms_id.is_(None))
        .order_by(first.fingerprint, first.number.desc())
        .ext(distinct_on(first.fingerprint))
    )


def _row(
    about: About, answer: RuleAnswer, mark: str, by: Identity | None, now: datetime
) -> dict[str, Any]:
    """The finding as a row, in values that JSON knows."""
    return {
        "id": str(uuid4()),
        "subject": about.subject,
        "subject_id": str(about.subject_id),
        "organisation_id": str(about.organisation_id),
        "group_buy_id": None if about.group_buy_id is None else str(about.group_buy_id),
        "gate": str(answer.gate),
        "code": answer.code,
        "version": answer.version,
        "outcome": str(answer.outcome),
        "says": list(answer.says),
        "facts": answer.facts,
        "kind": answer.kind,
        "path": about.path,
        "fingerprint": mark,
        "asked_at": now.isoformat(),
        "asked_by": None if by is None else str(by.user_id),
        "visible_at": None if about.visible_at is None else about.visible_at.isoformat(),
    }
