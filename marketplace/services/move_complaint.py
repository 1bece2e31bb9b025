"""What becomes of a complaint of service: answered, reopened, closed, taken to the authority."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.config import Config
from marketplace.db.session import now_of
from marketplace.domain.complaint_way import answer_due_at, way_open
from marketplace.domain.lives import ServiceComplaintEvent
from marketplace.errors import Conflict, NotFound
from marketplace.models import ServiceComplaint
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.say_in_complaint import say, tell_addressees, tell_member


def answer_complaint(
    session: Session,
    *,
    complaint_id: UUID,
    text: str,
    evidence_id: UUID | None = None,
    identity: Identity,
    now: datetime,
) -> ServiceComplaint:
    """The carrier it went to, or the organiser, answers.

    Raises NotFound, Forbidden, IllegalMove, Invalid (evidence_id).
    """
    complaint = _locked(session, complaint_id, Permission.SERVICE_COMPLAINT_ANSWER, identity)
    complaint.advance(ServiceComplaintEvent.ANSWER, by=identity, now=now)
    complaint.answered_at = complaint.answered_at or now
    say(session, complaint, text, evidence_id, identity=identity, now=now)
    tell_member(session, complaint, "complaint_answered", now)
    return complaint


def reopen_complaint(
    session: Session,
    *,
    complaint_id: UUID,
    text: str,
    evidence_id: UUID | None = None,
    config: Config,
    identity: Identity,
    now: datetime,
) -> ServiceComplaint:
    """The member is not satisfied and asks for another answer: a new clock begins."""
    complaint = _locked(session, complaint_id, Permission.SERVICE_COMPLAIN, identity)
    complaint.advance(ServiceComplaintEvent.REOPEN, by=identity, now=now)
    complaint.answer_due_at = answer_due_at(now, config.complaint_days)
    say(session, complaint, text, evidence_id, identity=identity, now=now)
    tell_addressees(session, complaint, "complaint_reopened", now=now)
    return complaint


def close_complaint(
    session: Session, *, complaint_id: UUID, text: str = "", identity: Identity, now: datetime
) -> ServiceComplaint:
    """The member says that the matter is settled."""
    complaint = _locked(session, complaint_id, Permission.SERVICE_COMPLAIN, identity)
    complaint.advance(ServiceComplaintEvent.CLOSE, by=identity, now=now)
    complaint.closed_at = now
    _say_if_any(session, complaint, text, identity, now)
    tell_addressees(session, complaint, "complaint_closed", now=now)
    return complaint


def escalate_complaint(
    session: Session, *, complaint_id: UUID, text: str = "", identity: Identity, now: datetime
) -> ServiceComplaint:
    """The member says that it went to the telecom authority.

    Only once the clock has run out or there is an answer it is not satisfied with: else Conflict
    (complaint_clock_runs). Raises NotFound, Forbidden, IllegalMove.
    """
    complaint = _locked(session, complaint_id, Permission.SERVICE_COMPLAIN, identity)
    ServiceComplaint.life.after(complaint.state, ServiceComplaintEvent.ESCALATE)
    due_at = complaint.answer_due_at
    if not way_open(
        complaint.state, answered_at=complaint.answered_at, due_at=due_at, now=now_of(session)
    ):
        raise Conflict("complaint_clock_runs", due=due_at.isoformat())
    complaint.advance(ServiceComplaintEvent.ESCALATE, by=identity, now=now)
    complaint.escalated_at = now
    _say_if_any(session, complaint, text, identity, now)
    tell_addressees(session, complaint, "complaint_escalated", now=now)
    return complaint


def _say_if_any(
    session: Session, complaint: ServiceComplaint, text: str, identity: Identity, now: datetime
) -> None:
    session.flush()
    if text:
        say(session, complaint, text, None, identity=identity, now=now)


def _locked(
    session: Session, complaint_id: UUID, permission: Permission, identity: Identity
) -> ServiceComplaint:
    query = (
        sa.select(ServiceComplaint)
        .where(ServiceComplaint.id == complaint_id)
        .options(joinedload(ServiceComplaint.group_buy))
        .with_for_update(of=ServiceComplaint)
        .execution_options(populate_existing=True)
    )
    complaint = session.scalars(query).one_or_none()
    if complaint is None:
        raise NotFound()
    require(permission, identity, complaint)
    return complaint
