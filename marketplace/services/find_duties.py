"""The operator's duties in force: when each was last done and is due next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from marketplace.domain.compliance.duties import Duty, duties_on
from marketplace.domain.compliance.duties.duty import AfterEvent
from marketplace.domain.roles import OrganisationKind
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import DutyDone, Organisation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_line_abuses import first_known_after

SOON = timedelta(days=7)
NEVER = date.max


class DutyState(StrEnum):
    """How urgent a duty is, the most urgent first."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    WAITS = "waits"
    "for an event"


@dataclass(frozen=True)
class DutySeen:
    """A duty with its state: `due_on` None waits for an event or is done for good."""

    duty: Duty
    last: DutyDone | None
    due_on: date | None
    state: DutyState


def find_duties(
    session: Session, *, identity: Identity, now: datetime, state: DutyState | None = None
) -> list[DutySeen]:
    """All duties in force, or those in this state, the most urgent first. Raises Forbidden."""
    require(Permission.DUTY_READ, identity)
    seen = duties_seen(session, local_day(now))
    return [one for one in seen if state in (None, one.state)]


def duties_seen(session: Session, today: date) -> list[DutySeen]:
    """The same for a job; three queries."""
    launched, last = _launched_on(session, today), _last_done(session)
    seen = [_seen(duty, last.get(duty.code), launched, today) for duty in duties_on(today)]
    seen = [_after_abuse(session, one, today) for one in seen]
    return sorted(seen, key=lambda one: (one.due_on or NEVER, one.duty.code))


def find_one_duty(session: Session, code: str, *, identity: Identity, now: datetime) -> DutySeen:
    """One duty in force. Raises Forbidden, NotFound."""
    for seen in find_duties(session, identity=identity, now=now):
        if seen.duty.code == code:
            return seen
    raise NotFound("duty_unknown")


def find_duty(code: str, today: date) -> Duty:
    """The duty in force under this code. Raises NotFound."""
    for duty in duties_on(today):
        if duty.code == code:
            return duty
    raise NotFound("duty_unknown")


def history_of(code: str) -> sa.Select[DutyDone]:
    """What was put on record about the duty, newest first."""
    query = sa.select(DutyDone).where(DutyDone.duty == code)
    return query.order_by(DutyDone.done_on.desc(), DutyDone.recorded_at.desc())


def _seen(duty: Duty, last: DutyDone | None, launched_on: date, today: date) -> DutySeen:
    due = duty.next_due(None if last is None else last.done_on, launched_on)
    if due is None:
        return DutySeen(duty, last, None, DutyState.WAITS)
    return _on(duty, last, due, today)


def _after_abuse(session: Session, seen: DutySeen, today: date) -> DutySeen:
    """SEC-11 falls due once an unlawful use became known after it was last put on record."""
    rhythm = seen.duty.rhythm
    if seen.duty.code != "SEC-11" or not isinstance(rhythm, AfterEvent):
        return seen
    happened_at = first_known_after(session, None if seen.last is None else seen.last.recorded_at)
    if happened_at is None:
        return seen
    return _on(seen.duty, seen.last, local_day(rhythm.due_at(happened_at)), today)


def _on(duty: Duty, last: DutyDone | None, due: date, today: date) -> DutySeen:
    if due < today:
        return DutySeen(duty, last, due, DutyState.OVERDUE)
    soon = due <= today + SOON
    return DutySeen(duty, last, due, DutyState.SOON if soon else DutyState.LATER)


def _launched_on(session: Session, today: date) -> date:
    """When the platform itself came onto the marketplace; before that, today."""
    founded = sa.select(sa.func.min(Organisation.created_at)).where(
        Organisation.kind == OrganisationKind.PLATFORM
    )
    at = session.scalar(founded)
    return today if at is None else local_day(at)


def _last_done(session: Session) -> dict[str, DutyDone]:
    newest: Sequence[DutyDone] = session.scalars(
        sa.select(DutyDone)
        .order_by(DutyDone.duty, DutyDone.done_on.desc(), DutyDone.recorded_at.desc())
        .ext(distinct_on(DutyDone.duty))
    ).all()
    return {one.duty: one for one in newest}
