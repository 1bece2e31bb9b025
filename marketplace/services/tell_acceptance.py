"""Tell the members whose lines wait for an answer that the acceptance window is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import AcceptanceState, AwardState, GroupBuyState
from marketplace.domain.roles import Role
from marketplace.models import AuditEntry, Award, AwardLine, GroupBuy, Line
from marketplace.models.audit import record
from marketplace.services.find_awards import lock_award
from marketplace.services.notify import notify

EVENT = "acceptance_open"
TOLD = "tell_acceptance"
"the audit log's event; recorded once per award, whether or not anybody is there to be told"
_ANSWERABLE = sa.and_(
    AwardLine.acceptance.in_([AcceptanceState.PENDING, AcceptanceState.UNSERVED]),
    AwardLine.held.is_(False),
)


def find_untold_awards(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Standing awards whose window is open and of which no member has been told."""
    told = sa.exists().where(
        AuditEntry.subject == Award.audit_subject,
        AuditEntry.subject_id == Award.id,
        AuditEntry.event == TOLD,
    )
    query = (
        sa.select(Award.id)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .where(
            Award.state == AwardState.STANDING,
            Award.settled_at.is_(None),
            Award.clock_stopped_at.is_(None),
            Award.acceptance_opens_at <= now,
            Award.acceptance_due_at > now,
            GroupBuy.state == GroupBuyState.AWARDED,
            sa.exists().where(AwardLine.award_id == Award.id, _ANSWERABLE),
            ~told,
        )
    )
    return session.scalars(query).all()


def tell_acceptance(session: Session, *, award_id: UUID, now: datetime) -> int:
    """Tell them once; how many users were told. Nothing while a complaint stops the clock."""
    award, group_buy = lock_award(session, award_id, read=True)
    standing = award.state == AwardState.STANDING and award.settled_at is None
    if not standing or award.clock_stopped_at is not None or now < award.acceptance_opens_at:
        return 0
    members = session.scalars(
        sa.select(Line.member_id)
        .join(AwardLine, AwardLine.line_id == Line.id)
        .where(AwardLine.award_id == award.id, _ANSWERABLE)
        .distinct()
    ).all()
    record(session, award, TOLD, by=None, now=now)
    return notify(
        session,
        EVENT,
        to=members,
        roles=[Role.MEMBER],
        about=award.id,
        path=f"/awards/{award.id}/lines",
        now=now,
        group_buy_id=award.group_buy_id,
        due_at=award.acceptance_due_at,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )
