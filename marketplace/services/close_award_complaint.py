"""Answer or withdraw a complaint against an award; with the last one the standstill runs on."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import (
    AwardComplaintEvent,
    AwardComplaintState,
    AwardState,
    GroupBuyEvent,
)
from marketplace.domain.working_days import Windows, windows_after_stop
from marketplace.errors import Conflict, Fault, Invalid, NotFound
from marketplace.models import Award, AwardComplaint, GroupBuy
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import lock_award
from marketplace.services.new_award import supersede_award
from marketplace.services.tell_award import tell_award, tell_organisation, tell_organiser

NO_EFFECT, REAWARD, RERUN = "none", "reaward", "rerun"
EFFECTS = (NO_EFFECT, REAWARD, RERUN)
DISMISSED, UPHELD = "dismissed", "upheld"
log = logging.getLogger(__name__)


def answer_award_complaint(
    session: Session,
    *,
    complaint_id: UUID,
    decision: str,
    answer: str,
    effect: str = NO_EFFECT,
    identity: Identity,
    now: datetime,
) -> AwardComplaint:
    """Dismiss or uphold a complaint in writing. Upheld with `reaward` or `rerun`: the award ends.

    Raises NotFound, Forbidden, Invalid, IllegalMove (closed), Conflict (award_settled).
    """
    complaint, award, group_buy = _lock(session, complaint_id)
    require(Permission.AWARD_COMPLAINT_ANSWER, identity, group_buy)
    event = AwardComplaintEvent.UPHOLD if decision == UPHELD else AwardComplaintEvent.DISMISS
    complaint.life.after(complaint.state, event)
    _refuse_effect(award, decision, effect)
    complaint.answer, complaint.answered_at, complaint.answered_by = answer, now, identity.user_id
    complaint.effect = effect if decision == UPHELD else None
    complaint.advance(event, by=identity, now=now, reason=answer, effect=complaint.effect)
    tell_organisation(
        session,
        award,
        "award_complaint_answered",
        complaint.complainant_id,
        about=complaint.id,
        now=now,
    )
    if complaint.effect in (REAWARD, RERUN):
        _end_award(session, award, group_buy, complaint, identity, now)
    else:
        run_on_if_answered(session, award, by=identity, now=now)
    log.info("award_complaint_answered", extra={"complaint_id": complaint.id})
    return complaint


def withdraw_award_complaint(
    session: Session, *, complaint_id: UUID, identity: Identity, now: datetime
) -> AwardComplaint:
    """Take one's own complaint back. Raises NotFound, Forbidden, IllegalMove (closed)."""
    complaint, award, _group_buy = _lock(session, complaint_id)
    if not identity.is_of(complaint.complainant_id):
        raise NotFound()
    require(Permission.AWARD_COMPLAIN, identity)
    complaint.life.after(complaint.state, AwardComplaintEvent.WITHDRAW)
    complaint.withdrawn_at = now
    complaint.advance(AwardComplaintEvent.WITHDRAW, by=identity, now=now)
    tell_organiser(session, award, "award_complaint_withdrawn", about=complaint.id, now=now)
    run_on_if_answered(session, award, by=identity, now=now)
    return complaint


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


def _lock(session: Session, complaint_id: UUID) -> tuple[AwardComplaint, Award, GroupBuy]:
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


def _refuse_effect(award: Award, decision: str, effect: str) -> None:
    if decision == DISMISSED and effect != NO_EFFECT:
        raise Invalid([Fault("/effect", "effect_of_dismissed")])
    if effect != NO_EFFECT and award.state != AwardState.STANDING:
        raise Invalid([Fault("/effect", "effect_on_superseded")])
    if award.settled_at is not None and award.state == AwardState.STANDING:
        raise Conflict("award_settled")


def _open(session: Session, award: Award) -> bool:
    query = sa.select(AwardComplaint.id).where(
        AwardComplaint.award_id == award.id, AwardComplaint.state == AwardComplaintState.FILED
    )
    return session.scalar(query.limit(1)) is not None


def _end_award(
    session: Session,
    award: Award,
    group_buy: GroupBuy,
    complaint: AwardComplaint,
    identity: Identity,
    now: datetime,
) -> None:
    """The award no longer stands; its organiser picks again, or asks for quotes again."""
    supersede_award(session, award, reason=complaint.answer or "", by=identity, now=now)
    group_buy.advance(
        GroupBuyEvent.REAWARD,
        by=identity,
        now=now,
        reason=complaint.answer,
        effect=complaint.effect,
    )
    event = "award_superseded" if complaint.effect == REAWARD else "award_superseded_rerun"
    tell_award(session, award, event, now=now)
    tell_organiser(session, award, event, now=now)
