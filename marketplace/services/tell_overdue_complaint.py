"""Tell once that a complaint's time has run out: the member's way to the authority is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import ServiceComplaintState
from marketplace.models import AuditEntry, ServiceComplaint
from marketplace.models.audit import record
from marketplace.services.say_in_complaint import tell_addressees, tell_member

OVERDUE = "overdue"
"the audit log's event; once for each clock of the complaint"


def find_overdue_complaints(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Unanswered complaints whose time has run out and of which nobody was told."""
    query = sa.select(ServiceComplaint.id).where(_untold(now))
    return session.scalars(query.order_by(ServiceComplaint.answer_due_at)).all()


def tell_overdue_complaint(session: Session, *, complaint_id: UUID, now: datetime) -> bool:
    """Tell member, carrier and organiser unless it was answered or told; whether it was told."""
    query = (
        sa.select(ServiceComplaint)
        .where(ServiceComplaint.id == complaint_id)
        .options(joinedload(ServiceComplaint.group_buy))
        .with_for_update(of=ServiceComplaint)
        .execution_options(populate_existing=True)
    )
    complaint = session.scalars(query).one_or_none()
    untold = sa.select(ServiceComplaint.id).where(ServiceComplaint.id == complaint_id, _untold(now))
    if complaint is None or session.scalar(untold) is None:
        return False
    record(session, complaint, OVERDUE, by=None, now=now)
    tell_member(session, complaint, "complaint_overdue", now)
    tell_addressees(session, complaint, "complaint_overdue", now=now)
    return True


def _untold(now: datetime) -> sa.ColumnElement[bool]:
    told = sa.exists().where(
        AuditEntry.subject == ServiceComplaint.audit_subject,
        AuditEntry.subject_id == ServiceComplaint.id,
        AuditEntry.event == OVERDUE,
        AuditEntry.at >= ServiceComplaint.answer_due_at,
    )
    filed = ServiceComplaint.state == ServiceComplaintState.FILED
    return sa.and_(filed, ServiceComplaint.answer_due_at <= now, ~told)
