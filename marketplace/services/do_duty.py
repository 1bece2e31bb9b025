"""The operator puts on record that a duty was done, and is reminded of those that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.roles import OrganisationKind, Role
from marketplace.domain.working_days import local_day
from marketplace.errors import invalid
from marketplace.models import DutyDone, Notification, Organisation
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_duties import DutySeen, duties_seen, find_duty
from marketplace.services.notify import notify

EVENT = "duty_due"
WEEK = 7
"days between two reminders of a duty that is overdue"


def do_duty(
    session: Session, *, code: str, done_on: date, note: str, identity: Identity, now: datetime
) -> DutyDone:
    """Done on that day, with what was done and where the proof is.

    Raises Forbidden, NotFound, Invalid (a day to come).
    """
    require(Permission.DUTY_DO, identity)
    today = local_day(now)
    duty = find_duty(code, today)
    if done_on > today:
        raise invalid("/done_on", "day_to_come")
    done = DutyDone(
        id=uuid4(),
        duty=duty.code,
        done_on=done_on,
        note=note,
        recorded_at=now,
        recorded_by=identity.user_id,
    )
    session.add(done)
    session.flush()
    record(
        session,
        done,
        "done",
        by=identity,
        now=now,
        reason=note,
        duty=duty.code,
        done_on=done_on.isoformat(),
    )
    return done


def find_platforms_to_remind(session: Session, *, now: datetime) -> list[UUID]:
    """The operators' organisations, while something is due that nobody was told of."""
    marks = {_mark(one, local_day(now)) for one in _due(session, now)}
    if not marks:
        return []
    told = sa.select(Notification.dedupe).where(
        Notification.event == EVENT, Notification.dedupe.in_(marks)
    )
    return list(_operators(session)) if marks - set(session.scalars(told)) else []


def remind_of_duties(session: Session, *, organisation_id: UUID, now: datetime) -> None:
    """Tell its operators of every duty due within a week, and of an overdue one each week."""
    for one in _due(session, now):
        notify(
            session,
            EVENT,
            to=[organisation_id],
            roles=[Role.OPERATOR],
            about=_mark(one, local_day(now)),
            path=f"/duties/{one.duty.code}",
            now=now,
            duty_zh=one.duty.title.zh,
            duty_en=one.duty.title.en,
            due_on=str(one.due_on),
        )


def _due(session: Session, now: datetime) -> list[DutySeen]:
    seen = duties_seen(session, local_day(now))
    return [one for one in seen if one.state in ("overdue", "soon")]


def _mark(one: DutySeen, today: date) -> str:
    """The reminder's own name: one before, one when due, then one a week."""
    late = -1 if one.due_on is None or today < one.due_on else (today - one.due_on).days // WEEK
    return f"{one.duty.code} {one.due_on} {late}"


def _operators(session: Session) -> Sequence[UUID]:
    query = sa.select(Organisation.id).where(Organisation.kind == OrganisationKind.PLATFORM)
    return session.scalars(query.order_by(Organisation.id)).all()


def count_due(session: Session, *, now: datetime) -> int:
    """How many duties are overdue or due within a week."""
    return len(_due(session, now))
