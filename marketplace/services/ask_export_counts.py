"""Ask members for this year's counts anew: each quarter, and on 1 January when they begin again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.days import quarter_start
from marketplace.domain.roles import Role
from marketplace.domain.working_days import local_day
from marketplace.models import DataExport, DataExportCheck
from marketplace.models.audit import record
from marketplace.services.find_data_exports import current_check
from marketplace.services.notify import notify


def find_exports_to_ask(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Exports going on whose check is of an earlier quarter, not asked for yet in this one."""
    begin = quarter_start(local_day(now))
    query = (
        sa.select(DataExport.id)
        .join(DataExportCheck, DataExportCheck.export_id == DataExport.id)
        .where(
            DataExport.ended_at.is_(None),
            DataExportCheck.superseded_at.is_(None),
            DataExportCheck.checked_on < begin,
            sa.or_(DataExport.asked_for.is_(None), DataExport.asked_for < begin),
        )
    )
    return session.scalars(query.order_by(DataExport.id)).all()


def ask_export_counts(session: Session, *, export_id: UUID, now: datetime) -> bool:
    """Tell the member once a quarter; whether it was told now.

    From 1 January the counts of the year before say nothing any more: the path is open again as
    far as it hung on them (`standing.facts_on`).
    """
    begin = quarter_start(local_day(now))
    query = sa.select(DataExport).where(DataExport.id == export_id).with_for_update()
    export = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    check = current_check(session, export_id)
    if export is None or check is None or export.ended_at is not None:
        return False
    if check.checked_on >= begin or (export.asked_for is not None and export.asked_for >= begin):
        return False
    export.asked_for = begin
    reset = check.checked_on.year < begin.year
    event = "export_counts_reset" if reset else "export_counts_due"
    record(session, export, "ask_counts", by=None, now=now, quarter=begin.isoformat())
    notify(
        session,
        event,
        to=[export.member_id],
        roles=[Role.MEMBER],
        about=f"{export.id}:{begin.isoformat()}",
        path=f"/data-export/{export.id}#counts",
        now=now,
        scenario=export.scenario,
        since=begin.isoformat(),
        year=begin.year,
    )
    return True
