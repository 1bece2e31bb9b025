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
from marketplace.models import AuditEntry, Contract, ContractLine
from marketplace.models.audit import record
from marketplace.services.ask_service import ask_service
from marketplace.services.notify import notify

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
    found = session.execute(
        sa.select(ContractLine, Contract)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(ContractLine.id == contract_line_id)
        .with_for_update(of=ContractLine)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    row, contract = found
    live_on = row.live_on
    if live_on is None or row.security_filing is not None:
        return None
    days = filing_reminder_due(live_on, local_day(now))
    if days is None or _given(session, row, days):
        return None
    due_on = live_on + timedelta(days=FILING_DAYS)
    record(session, row, f"{REMIND}_{days}", by=None, now=now, due_on=due_on.isoformat())
    ask_service(session, contract, row, gates=[Gate.OPERATE], by=None, now=now)
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


def _given(session: Session, row: ContractLine, days: int) -> bool:
    given = sa.select(AuditEntry.id).where(
        AuditEntry.subject == row.audit_subject,
        AuditEntry.subject_id == row.id,
        AuditEntry.event == f"{REMIND}_{days}",
    )
    return session.scalar(given.limit(1)) is not None
