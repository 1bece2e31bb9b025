"""A member deletes an export: one that was only begun at once, a recorded one after its term."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.working_days import local_day
from marketplace.models import DataExport, DataExportCheck, DataExportFiling
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.delete_due import require_deletable
from marketplace.services.doom_files import doom_files
from marketplace.services.lock_data_export import lock_data_export


def delete_data_export(
    session: Session, *, export_id: UUID, identity: Identity, now: datetime
) -> None:
    """Delete it with its records. Raises NotFound, Forbidden, Conflict (kept_until: SEC-05)."""
    export = lock_data_export(session, export_id, identity=identity, ended=True)
    last = _last_record(session, export)
    if last is not None:
        require_deletable(RecordClass.IMPACT_ASSESSMENT, kept_from=last, on=local_day(now))
    record(session, export, "delete", by=identity, now=now)
    printed = _printed(session, export)
    for kind in (DataExportFiling, DataExportCheck):
        session.execute(sa.delete(kind).where(kind.export_id == export.id))
    session.delete(export)
    doom_files(session, printed, now=now)


def _printed(session: Session, export: DataExport) -> set[UUID]:
    """The files of its records: with them their term is over."""
    pairs = session.execute(
        sa.select(DataExportCheck.pdf_zh_id, DataExportCheck.pdf_en_id).where(
            DataExportCheck.export_id == export.id
        )
    )
    return {file for pair in pairs for file in pair if file is not None}


def _last_record(session: Session, export: DataExport) -> date | None:
    """The day of the last check or filing; None when it was only begun."""
    latest = sa.select(
        sa.func.greatest(
            sa.select(sa.func.max(DataExportCheck.checked_at))
            .where(DataExportCheck.export_id == export.id)
            .scalar_subquery(),
            sa.select(sa.func.max(DataExportFiling.recorded_at))
            .where(DataExportFiling.export_id == export.id)
            .scalar_subquery(),
        )
    )
    at: datetime | None = session.scalar(latest)
    return None if at is None else local_day(at)
