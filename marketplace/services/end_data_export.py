"""An export is no longer done: it counts for no line, and its record stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.models import DataExport
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.lock_data_export import lock_data_export


def end_data_export(
    session: Session, *, export_id: UUID, identity: Identity, now: datetime
) -> DataExport:
    """The export as ended. Raises NotFound, Forbidden, Conflict (export_ended)."""
    export = lock_data_export(session, export_id, identity=identity)
    export.ended_at = now
    record(session, export, "end", by=identity, now=now)
    return export
