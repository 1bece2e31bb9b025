"""Remind a company of the filing with public security: 20 and 30 days after activation, and after.

A line of which the rules of operation would say something new is asked at the same time (USE-10).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.activation import FILING_DAYS, FILING_REMINDERS, filing_reminder_due
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.roles import Role
from marketplace.domain.working_days import end_of_day, local_day
from marketplace.models import AuditEntry, ContractLine
from marketplace.models.audit import record
from marketplace.services.ask_service import ask_service
from marketplace.services.lock_service import lock_live_line
from marketplace.services.notify import notify
from marketplace.services.was_recorded import was_recorded

REMIND = "remind_security_filing"
"the audit log's event, with the days since activation behind it"


def find_lines_to_file(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Live lines without a filing whose last reminder so far has come and was not given."""
    since = local_day(now) - ContractLine.live_on
    newest = sa.case(
        *((since >= days, f"{REMIND}_{days}") for days in sorted(FILING_REMINDERS, reverse=True))
    )
    query = sa.select(ContractLine.id).where(
        ContractLine.live_on <= local_day(now) - timedelta(days=min(FILING_REMINDERS)),
        ContractLine.ends_on >= local_day(now),
        ContractLine.security_filing.is_(None),
        ~sa.exists().where(
            AuditEntry.subject == ContractLine.audit_subject,
            AuditEntry.subject_id == ContractLine.id,
            AuditEntry.event == newest,
        ),
    )
    return session.scalars(query.order_by(ContractLine.live_on)).all()


def remind_security_filing(
    session: Session, *, contract_line_id: UUID, now: datetime
) -> int | None:
    """Give the reminder that has come unless it was given; the days it is for, or None."""
    row, contract = lock_live_line(session, contract_line_id)
    live_on = row.live_on
    if live_on is None or row.security_filing is not None:
        return None
    days = filing_reminder_due(live_on, local_day(now))
    if days is None or was_recorded(session, row, f"{REMIND}_{days}"):
        return None
    due_on = live_on + timedelta(days=FILING_DAYS)
    record(session, row, f"{REMIND}_{days}", by=None, now=now, due_on=due_on.isoformat())
    ask_service(session, row, gates=[Gate.OPERATE], by=None, now=now)
    notify(
        session,
        "security_filing_due",
        to=[contract.member_id],
        roles=[Role.MEMBER],
        about=f"{row.id}:{days}",
        path=f"/installation/lines/{row.id}",
        now=now,
        group_buy_id=row.group_buy_id,
        due_at=end_of_day(due_on),
        reference=row.reference,
        number=contract.number,
        due_on=due_on.isoformat(),
    )
    return days
