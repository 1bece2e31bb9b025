"""An export of the caller's, locked to be changed; and the version that follows another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.errors import Conflict
from marketplace.models import DataExport, DataExportCheck, DataExportFiling
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_data_exports import find_data_export


def lock_data_export(
    session: Session, export_id: UUID, *, identity: Identity, ended: bool = False
) -> DataExport:
    """The export, one change at a time. `ended`: also one that is no longer done.

    Raises NotFound, Forbidden, Conflict (export_ended).
    """
    manage = Permission.DATA_EXPORT_MANAGE
    export = find_data_export(
        session, export_id, identity=identity, permission=manage, for_update=True
    )
    if export.ended_at is not None and not ended:
        raise Conflict("export_ended")
    return export


def supersede(
    session: Session, last: DataExportCheck | DataExportFiling | None, now: datetime
) -> int:
    """The number of the version that takes the place of `last`, which counts no longer."""
    if last is None:
        return 1
    last.superseded_at = now
    session.flush()
    return last.number + 1
