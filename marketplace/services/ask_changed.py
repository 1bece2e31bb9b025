"""A member mended something: the rules are asked again, so that no finding tells of the past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState, ParticipationState
from marketplace.models import (
    ArchivePaper,
    Commitment,
    CompanyProfile,
    Enrolment,
    GroupBuy,
    Line,
    LineUse,
    Participation,
    Premises,
)
from marketplace.security.identity import Identity
from marketplace.services.ask_lines import ask_stay
from marketplace.services.judge_findings import Asked
from marketplace.services.keep_findings import keep_findings, record_asking

AT_ONCE = 200
"stays that one sweep looks at"
SINCE = sa.func.coalesce(Participation.rules_asked_at, Participation.joined_at)
OF_MEMBER: tuple[tuple[Any, Any], ...] = (
    (ArchivePaper.member_id, sa.func.greatest(ArchivePaper.kept_at, ArchivePaper.replaced_at)),
    (CompanyProfile.organisation_id, CompanyProfile.changed_at),
    (Enrolment.organisation_id, Enrolment.changed_at),
    (Premises.member_id, sa.func.greatest(Premises.stated_at, Premises.decided_at)),
)
"Whose it is, and when it changed last"
OF_LINE: tuple[tuple[Any, Any], ...] = (
    (LineUse.line_id, LineUse.changed_at),
    (Commitment.line_id, Commitment.signed_at),
)


def find_changed_stays(session: Session) -> Sequence[UUID]:
    """Stays in open group buys of whose facts some changed after the rules were asked.

    A join for each kind of change: an EXISTS for each would be run for every stay by itself.
    """
    of_member = [
        _open_stays().join(of.class_, of == Participation.member_id) for of, _ in OF_MEMBER
    ]
    of_line = [
        _open_stays()
        .join(Line, Line.participation_id == Participation.id)
        .join(of.class_, of == Line.id)
        for of, _ in OF_LINE
    ]
    changes = [at for _, at in (*OF_MEMBER, *OF_LINE)]
    changed = [
        query.where(at > SINCE) for query, at in zip([*of_member, *of_line], changes, strict=True)
    ]
    return session.scalars(sa.union(*changed).limit(AT_ONCE)).all()


def _open_stays() -> sa.Select[UUID]:
    return (
        sa.select(Participation.id)
        .join(GroupBuy, GroupBuy.id == Participation.group_buy_id)
        .where(
            Participation.state == ParticipationState.JOINED,
            GroupBuy.state == GroupBuyState.OPEN,
        )
    )


def ask_changed_stay(session: Session, *, stay_id: UUID, now: datetime) -> None:
    """Ask about its lines as they stand now; nothing once it left or the group buy locked."""
    query = sa.select(Participation).where(Participation.id == stay_id).with_for_update()
    stay = session.scalars(query.execution_options(populate_existing=True)).one()
    open_ = stay.group_buy.state == GroupBuyState.OPEN
    if open_ and stay.state == ParticipationState.JOINED:
        keep_asked(session, stay, by=None, now=now)


def keep_asked(
    session: Session, stay: Participation, *, by: Identity | None, now: datetime
) -> Asked:
    """Ask about the stay's lines; keep what is said anew, and that it was asked."""
    asked = ask_stay(session, stay, by=by, now=now)
    if keep_findings(session, asked.rows):
        record_asking(session, stay, asked.rows, by=by, now=now)
    # The member's own version of its stay is untouched: nothing that it sees has changed.
    told = sa.update(Participation).where(Participation.id == stay.id)
    session.execute(told.values(rules_asked_at=now))
    return asked
