"""Remind members to file a standard contract, and to renew what ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.compliance.data_export.reminders import Reminder, reminder_on
from marketplace.domain.roles import Role
from marketplace.domain.working_days import end_of_day, local_day
from marketplace.models import DataExport, DataExportFiling
from marketplace.models.audit import record
from marketplace.services.notify import notify
from marketplace.services.record_export_filing import filed_of


def find_filings_to_remind(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Exports whose filing asks for something that the member was not reminded of."""
    query = (
        sa.select(DataExport)
        .join(DataExportFiling, DataExportFiling.export_id == DataExport.id)
        .where(
            DataExport.ended_at.is_(None),
            DataExportFiling.superseded_at.is_(None),
            DataExportFiling.granted_on.is_not(None),
        )
        .options(joinedload(DataExport.filing))
    )
    today = local_day(now)
    return [export.id for export in session.scalars(query) if _new(export, today) is not None]


def remind_export_filing(session: Session, *, export_id: UUID, now: datetime) -> bool:
    """Tell the member once of each due day; whether it was told now."""
    query = sa.select(DataExport).where(DataExport.id == export_id).with_for_update()
    export = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    wanted = None if export is None else _new(export, local_day(now))
    if export is None or wanted is None:
        return False
    export.reminded_of = wanted.due_on
    due = wanted.due_on.isoformat()
    record(session, export, f"remind_{wanted.kind}", by=None, now=now, due_on=due)
    ends: dict[str, Any] = {} if wanted.ends_on is None else {"ends_on": wanted.ends_on.isoformat()}
    notify(
        session,
        f"export_{wanted.kind}",
        to=[export.member_id],
        roles=[Role.MEMBER],
        about=f"{export.id}:{due}",
        path=f"/data-export/{export.id}#filing",
        now=now,
        due_at=end_of_day(wanted.due_on),
        scenario=export.scenario,
        **ends,
    )
    return True


def _new(export: DataExport, today: date) -> Reminder | None:
    filed = filed_of(export.filing)
    found = None if filed is None or export.ended_at is not None else reminder_on(filed, today)
    return None if found is None or found.due_on == export.reminded_of else found
