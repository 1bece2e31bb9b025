"""The newest answer of every rule about things that were asked, with what was decided on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.domain.compliance.verdicts import Standing, standing, stops
from marketplace.models import KeptFinding
from marketplace.services.judge_findings import STOPPING, find_verdicts


@dataclass(frozen=True)
class StandingFinding:
    """A kept finding, and where it stands now."""

    finding: KeptFinding
    standing: Standing

    @property
    def id(self) -> UUID:
        return self.finding.id


@cache
def is_newest() -> sa.ColumnElement[bool]:
    """SQL, made once: no later answer of the same rule at the same gate about the same thing."""
    later = aliased(KeptFinding)
    return ~sa.exists().where(
        later.subject_id == KeptFinding.subject_id,
        later.gate == KeptFinding.gate,
        later.code == KeptFinding.code,
        later.number > KeptFinding.number,
    )


def with_standing(session: Session, findings: Sequence[KeptFinding]) -> list[StandingFinding]:
    """Each with where it stands; one query for all."""
    decided = find_verdicts(
        session, {one.fingerprint for one in findings if one.outcome in STOPPING}
    )
    return [
        StandingFinding(one, standing(one.outcome, *decided.get(one.fingerprint, ())))
        for one in findings
    ]


def find_stopping(session: Session, subject_ids: Collection[UUID]) -> list[StandingFinding]:
    """What rejects, or holds undecided, among the newest answers about these things."""
    query = sa.select(KeptFinding).where(
        KeptFinding.subject_id.in_(subject_ids), KeptFinding.outcome.in_(STOPPING), is_newest()
    )
    found = session.scalars(query.order_by(KeptFinding.number)).all()
    seen = with_standing(session, found)
    return [one for one in seen if stops(one.standing, holds_stop=True)]
