"""The carrier says, with a reason, when it expects a milestone now."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import MilestoneEvent
from marketplace.domain.roles import Role
from marketplace.domain.working_days import local_day
from marketplace.errors import invalid
from marketplace.models import Milestone
from marketplace.security.identity import Identity
from marketplace.services.lock_installation import lock_milestone
from marketplace.services.notify import notify


def delay_milestone(
    session: Session,
    *,
    milestone_id: UUID,
    expected_on: date,
    reason: str,
    identity: Identity,
    now: datetime,
) -> Milestone:
    """Move the expected day, later or earlier again; the due day stays. The member is told.

    Raises NotFound, Forbidden, IllegalMove (done already), Conflict, Invalid (expected_on).
    """
    work, milestone = lock_milestone(session, milestone_id, identity=identity)
    if expected_on < local_day(now):
        raise invalid("/expected_on", "day_in_past")
    milestone.advance(
        MilestoneEvent.DELAY,
        by=identity,
        now=now,
        reason=reason,
        expected_on=expected_on.isoformat(),
        before=milestone.expected_on.isoformat(),
    )
    milestone.expected_on, milestone.delay_reason = expected_on, reason
    session.flush()
    notify(
        session,
        "milestone_delayed",
        to=[work.contract.member_id],
        roles=[Role.MEMBER],
        about=f"{milestone.id}:{milestone.version}",
        path=f"/installation/lines/{work.line.id}",
        now=now,
        group_buy_id=work.line.group_buy_id,
        reference=work.line.reference,
        number=work.contract.number,
        expected_on=expected_on.isoformat(),
    )
    return milestone
