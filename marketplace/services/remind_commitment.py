"""Remind a member 30 and 7 days before a commitment letter runs out, and when it has (USE-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.db.local_date import local_date
from marketplace.domain.archive import REMINDERS, letter_ends_on, reminder_due
from marketplace.domain.compliance.thresholds import Thresholds
from marketplace.domain.lives import GroupBuyState, LineState
from marketplace.domain.roles import Role
from marketplace.domain.working_days import end_of_day, local_day
from marketplace.models import AuditEntry, Commitment, ContractLine, GroupBuy, Line
from marketplace.models.audit import record
from marketplace.services.ask_service import ask_lines_in_service
from marketplace.services.notify import notify
from marketplace.services.was_recorded import was_recorded

REMIND = "remind_commitment"
"the audit log's event, with the days before the end behind it"
MONTHS = Thresholds().commitment_months
GATHERING = (
    GroupBuyState.OPEN,
    GroupBuyState.LOCKED,
    GroupBuyState.QUOTING,
    GroupBuyState.OPENED,
    GroupBuyState.AWARDED,
)


def find_letters_to_renew(session: Session, *, now: datetime) -> Sequence[UUID]:
    """The newest letters of lines that go on, whose nearest reminder has come and was not given."""
    today = local_day(now)
    signed_on = local_date(Commitment.signed_at)
    ends_on = sa.cast(signed_on + sa.func.make_interval(0, MONTHS), sa.Date)
    days_left = ends_on - today
    nearest = sa.case(*((days_left <= days, f"{REMIND}_{days}") for days in sorted(REMINDERS)))
    later = aliased(Commitment)
    query = (
        sa.select(Commitment.id)
        .join(Line, Line.id == Commitment.line_id)
        .join(GroupBuy, GroupBuy.id == Commitment.group_buy_id)
        .where(
            days_left <= max(REMINDERS),
            Line.state == LineState.POOLED,
            sa.or_(GroupBuy.state.in_(GATHERING), _in_service(today)),
            ~sa.exists().where(
                later.line_id == Commitment.line_id, later.signed_at > Commitment.signed_at
            ),
            ~sa.exists().where(
                AuditEntry.subject == Commitment.audit_subject,
                AuditEntry.subject_id == Commitment.id,
                AuditEntry.event == nearest,
            ),
        )
    )
    return session.scalars(query.order_by(Commitment.signed_at)).all()


def _in_service(today: object) -> sa.ColumnElement[bool]:
    """SQL: a contract holds the line, and its term is not over."""
    return sa.exists().where(
        ContractLine.line_id == Commitment.line_id,
        ContractLine.ended_at.is_(None),
        sa.or_(ContractLine.ends_on.is_(None), ContractLine.ends_on >= today),
    )


def remind_commitment(session: Session, *, commitment_id: UUID, now: datetime) -> int | None:
    """Give the nearest reminder unless it was given; the days it is for, or None."""
    letter = session.get(Commitment, commitment_id, with_for_update=True)
    if letter is None:
        return None
    ends_on = letter_ends_on(local_day(letter.signed_at), MONTHS)
    days = reminder_due(ends_on, local_day(now))
    if days is None or was_recorded(session, letter, f"{REMIND}_{days}"):
        return None
    line = session.get_one(Line, letter.line_id)
    record(session, letter, f"{REMIND}_{days}", by=None, now=now, ends_on=ends_on.isoformat())
    ask_lines_in_service(session, [line.id], by=None, now=now)
    notify(
        session,
        "commitment_renewal",
        to=[letter.member_id],
        roles=[Role.MEMBER],
        about=f"{letter.id}:{days}",
        path="/archives/letter",
        now=now,
        group_buy_id=letter.group_buy_id,
        due_at=end_of_day(ends_on - timedelta(days=1)),
        label=line.label or str(line.number),
        ends_on=ends_on.isoformat(),
    )
    return days
