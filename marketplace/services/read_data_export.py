"""Give an export or a recorded check to a reader, and note one who is of another organisation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.models import DataExport, DataExportCheck
from marketplace.security.identity import Identity
from marketplace.services.find_data_exports import find_data_export, find_export_check
from marketplace.services.note_reading import note_reading


def read_data_export(
    session: Session, export_id: UUID, *, identity: Identity, now: datetime
) -> DataExport:
    """The export, its reading noted. Raises NotFound."""
    found = find_data_export(session, export_id, identity=identity)
    owner = found.member_id
    note_reading(session, "data_export", found.id, owner_id=owner, identity=identity, now=now)
    return found


def read_export_check(
    session: Session, check_id: UUID, *, identity: Identity, now: datetime
) -> DataExportCheck:
    """One recorded check, its reading noted. Raises NotFound."""
    found = find_export_check(session, check_id, identity=identity)
    owner = found.member_id
    note_reading(session, "data_export_check", found.id, owner_id=owner, identity=identity, now=now)
    return found
