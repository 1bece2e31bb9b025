"""A member names an export scenario, to be checked by and by or at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import Conflict, Forbidden, invalid
from marketplace.models import DataExport, Line
from marketplace.models.audit import record
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

RECIPIENT = ("recipient_name", "recipient_country", "recipient_contact")


def start_data_export(
    session: Session,
    *,
    scenario: str,
    line_id: UUID | None = None,
    identity: Identity,
    now: datetime,
    **recipient: str,
) -> DataExport:
    """A new export without an answer. `recipient`: its name, country and contact.

    Raises Forbidden, Invalid (another's line), Conflict (export_known).
    """
    if find_open_export(session, scenario, line_id, identity) is not None:
        raise Conflict("export_known", scenario=scenario)
    export = DataExport(
        id=uuid4(),
        member_id=identity.organisation_id,
        scenario=scenario,
        line_id=line_id,
        **recipient,
        draft={},
        draft_at=now,
        created_at=now,
        created_by=identity.user_id,
    )
    if not allowed(Permission.DATA_EXPORT_MANAGE, identity, export):
        raise Forbidden(permission=str(Permission.DATA_EXPORT_MANAGE))
    _require_own_line(session, line_id, identity)
    session.add(export)
    session.flush()
    line = None if line_id is None else str(line_id)
    record(session, export, "start", by=identity, now=now, scenario=scenario, line_id=line)
    return export


def find_open_export(
    session: Session, scenario: str, line_id: UUID | None, identity: Identity
) -> DataExport | None:
    """The caller's export of this name that is still done, locked."""
    query = sa.select(DataExport).where(
        DataExport.member_id == identity.organisation_id,
        DataExport.scenario == scenario,
        DataExport.line_id.is_not_distinct_from(line_id),
        DataExport.ended_at.is_(None),
    )
    return session.scalars(query.with_for_update()).one_or_none()


def name_recipient(export: DataExport, given: dict[str, Any]) -> None:
    """Take what was said of the recipient; what was left out stays."""
    for name in RECIPIENT:
        if name in given:
            setattr(export, name, given[name])


def _require_own_line(session: Session, line_id: UUID | None, identity: Identity) -> None:
    if line_id is None:
        return
    line = session.get(Line, line_id)
    if line is None or not identity.is_of(line.member_id):
        raise invalid("/line_id", "line_unknown")
