"""The carrier reports a milestone done: the day, a note, evidence."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import MilestoneEvent, MilestoneKind, MilestoneState
from marketplace.errors import Conflict
from marketplace.models import Milestone
from marketplace.security.identity import Identity
from marketplace.services.find_own_file import own_file_id
from marketplace.services.lock_installation import (
    Work,
    lock_milestone,
    refuse_day,
    require_passed_test,
)


def finish_milestone(
    session: Session,
    *,
    milestone_id: UUID,
    done_on: date,
    note: str = "",
    evidence_id: UUID | None = None,
    identity: Identity,
    now: datetime,
) -> Milestone:
    """Survey, resources and letter of authorisation in any order; the test step only after a
    passed test, ready for service only after all the others.

    Raises NotFound, Forbidden, IllegalMove (done already), Conflict (test_missing, test_failed,
    milestones_open), Invalid (done_on, evidence_id).
    """
    work, milestone = lock_milestone(session, milestone_id, identity=identity)
    Milestone.life.after(milestone.state, MilestoneEvent.FINISH)
    refuse_day("/done_on", done_on, since=_earliest(session, work, milestone.kind), now=now)
    milestone.evidence_id = own_file_id(session, evidence_id, identity=identity)
    milestone.done_on, milestone.done_at, milestone.done_by = done_on, now, identity.user_id
    milestone.note = note or None
    milestone.advance(
        MilestoneEvent.FINISH, by=identity, now=now, kind=str(milestone.kind), on=str(done_on)
    )
    session.flush()
    return milestone


def _earliest(session: Session, work: Work, kind: MilestoneKind) -> date:
    """The day before which the step cannot have been done; raises Conflict out of turn."""
    if kind == MilestoneKind.TEST:
        return require_passed_test(session, work.line.id).tested_on
    if kind != MilestoneKind.READY:
        return work.in_force_on
    others = [step for step in work.steps.values() if step.kind != MilestoneKind.READY]
    if any(step.state != MilestoneState.DONE for step in others):
        raise Conflict("milestones_open")
    require_passed_test(session, work.line.id)
    return max(step.done_on for step in others if step.done_on)
