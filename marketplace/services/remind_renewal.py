"""Remind a member 90, 60 and 30 days before a line's contract ends, once each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.activation import REMINDERS, reminder_due
from marketplace.domain.roles import Role
from marketplace.domain.working_days import end_of_day, local_day
from marketplace.models import AuditEntry, ContractLine
from marketplace.models.audit import record
from marketplace.services.lock_service import lock_live_line
from marketplace.services.notify import notify
from marketplace.services.was_recorded import was_recorded

REMIND = "remind_renewal"
"the audit log's event, with the days before the end behind it"


def find_lines_to_renew(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Live lines whose nearest reminder has come and was not given yet."""
    today = local_day(now)
    days_left = ContractLine.ends_on - today
    nearest = sa.case(*((days_left <= days, f"{REMIND}_{days}") for days in sorted(REMINDERS)))
    query = sa.select(ContractLine.id).where(
        ContractLine.live_on.is_not(None),
        ContractLine.ends_on >= today,
        ContractLine.ends_on <= today + timedelta(days=max(REMINDERS)),
        ~sa.exists().where(
            AuditEntry.subject == ContractLine.audit_subject,
            AuditEntry.subject_id == ContractLine.id,
            AuditEntry.event == nearest,
        ),
    )
    return session.scalars(query.order_by(ContractLine.ends_on)).all()


def remind_renewal(session: Session, *, contract_line_id: UUID, now: datetime) -> int | None:
    """Give the nearest reminder unless it was given; the days it is for, or None."""
    line, contract = lock_live_line(session, contract_line_id)
    ends_on, today = line.ends_on, local_day(now)
    days = None if ends_on is None else reminder_due(ends_on, today)
    if ends_on is None or days is None or was_recorded(session, line, f"{REMIND}_{days}"):
        return None
    record(session, line, f"{REMIND}_{days}", by=None, now=now, ends_on=ends_on.isoformat())
    notify(
        session,
        "renewal_due",
        to=[contract.member_id],
        roles=[Role.MEMBER],
        about=f"{line.id}:{days}",
        path=f"/installation/lines/{line.id}",
        now=now,
        group_buy_id=line.group_buy_id,
        due_at=end_of_day(ends_on),
        reference=line.reference,
        number=contract.number,
        days=(ends_on - today).days,
        ends_on=ends_on.isoformat(),
    )
    return days
