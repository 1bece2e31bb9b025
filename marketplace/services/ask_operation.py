"""Once a day, by the market's clock, the gate of operation is asked of platform and carriers.

Nothing else asks anew as days pass: a licence ends, and nobody does anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.working_days import local_day
from marketplace.models import AuditEntry, Organisation
from marketplace.models.audit import record
from marketplace.services.ask_carriers import ask_carriers
from marketplace.services.ask_platform import ask_platform
from marketplace.services.find_platform import current_statement, lock_platform, platform_query
from marketplace.services.keep_findings import digest
from marketplace.services.was_recorded import was_recorded


def find_operation_to_ask(session: Session, *, now: datetime) -> Sequence[UUID]:
    """The platform, if it was not asked today; one query by an index."""
    asked = sa.exists().where(
        AuditEntry.subject == Organisation.audit_subject,
        AuditEntry.subject_id == platform_query().scalar_subquery(),
        AuditEntry.event == _event(local_day(now)),
    )
    return session.scalars(platform_query().where(~asked)).all()


def ask_operation(session: Session, *, now: datetime) -> bool:
    """Ask unless another node did; the audit log keeps the day, counts and a hash of answers."""
    platform, event = lock_platform(session), _event(local_day(now))
    if was_recorded(session, platform, event):
        return False
    ask_platform(session, platform, current_statement(session), by=None, now=now)
    rows = ask_carriers(session, now=now)
    record(session, platform, event, by=None, now=now, carriers=len(rows), **digest(rows))
    return True


def _event(day: date) -> str:
    return f"ask_operation_{day.isoformat()}"
