"""The standstill runs on once no complaint against its award is open any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import (
    AwardComplaintState,
    AwardState,
)
from marketplace.domain.working_days import Windows, windows_after_stop
from marketplace.errors import NotFound
from marketplace.models import Award, AwardComplaint, GroupBuy
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.find_awards import lock_award
from marketplace.services.tell_award import tell_award


def run_on_if_answered(
    session: Session, award: Award, *, by: Identity | None, now: datetime
) -> None:
    """Let the standstill run on when no complaint against the award is open any more."""
    session.flush()
    stopped_at = award.clock_stopped_at
    if award.state != AwardState.STANDING or stopped_at is None or _open(session, award):
        return
    windows = windows_after_stop(
        Windows(award.acceptance_opens_at, award.acceptance_due_at),
        running_since=award.clock_resumed_at or award.awarded_at,
        stopped_at=stopped_at,
        resumed_at=now,
    )
    award.acceptance_opens_at = windows.acceptance_opens_at
    award.acceptance_due_at = windows.acceptance_due_at
    award.clock_stopped_at, award.clock_resumed_at = None, now
    record(
        session,
        award,
        "run_on",
        by=by,
        now=now,
        acceptance_opens_at=windows.acceptance_opens_at.isoformat(),
        acceptance_due_at=windows.acceptance_due_at.isoformat(),
    )
    tell_award(
        session,
        award,
        "award_clock_runs_on",
        due_at=windows.acceptance_opens_at,
        about=f"{award.id} {now.isoformat()}",
        now=now,
    )


def _open(session: Session, award: Award) -> bool:
    query = sa.select(AwardComplaint.id).where(
        AwardComplaint.award_id == award.id, AwardComplaint.state == AwardComplaintState.FILED
    )
    return session.scalar(query.limit(1)) is not None


def lock_complaint(session: Session, complaint_id: UUID) -> tuple[AwardComplaint, Award, GroupBuy]:
    """The complaint with its award and group buy, locked in the order of all: that one first."""
    award_id = session.scalar(
        sa.select(AwardComplaint.award_id).where(AwardComplaint.id == complaint_id)
    )
    if award_id is None:
        raise NotFound()
    award, group_buy = lock_award(session, award_id)
    complaint = session.scalars(
        sa.select(AwardComplaint)
        .where(AwardComplaint.id == complaint_id)
        .options(joinedload(AwardComplaint.complainant))
        .with_for_update(of=AwardComplaint)
        .execution_options(populate_existing=True)
    ).one()
    return complaint, award, group_buy
