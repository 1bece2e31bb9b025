"""Reads of data exports and their recorded checks: a member's own; reviewers and observers all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.errors import NotFound
from marketplace.models import DataExport, DataExportCheck, DataExportFiling
from marketplace.security.grants import GRANTS, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def visible_exports(identity: Identity) -> sa.Select[DataExport]:
    """The exports that the caller may see, those still done first, then the newest."""
    return (
        _own(sa.select(DataExport), DataExport.member_id, identity)
        .options(
            joinedload(DataExport.member),
            joinedload(DataExport.check),
            joinedload(DataExport.filing),
        )
        .order_by(DataExport.ended_at.is_not(None), DataExport.created_at.desc(), DataExport.id)
    )


def visible_checks(
    identity: Identity, *, export_id: UUID | None = None, current: bool | None = None
) -> sa.Select[DataExportCheck]:
    """The recorded checks that the caller may see, newest first."""
    query = _own(sa.select(DataExportCheck), DataExportCheck.member_id, identity)
    if export_id is not None:
        query = query.where(DataExportCheck.export_id == export_id)
    if current is not None:
        of_now = DataExportCheck.superseded_at.is_(None)
        query = query.where(of_now if current else ~of_now)
    return query.options(joinedload(DataExportCheck.export)).order_by(
        DataExportCheck.checked_at.desc(), DataExportCheck.number.desc(), DataExportCheck.id
    )


def _own(query: sa.Select[Any], member_id: Any, identity: Identity) -> sa.Select[Any]:
    require(Permission.DATA_EXPORT_LIST, identity)
    if GRANTS[Permission.DATA_EXPORT_OVERSEE](identity, None):
        return query
    return query.where(member_id == identity.organisation_id)


def find_data_export(
    session: Session,
    export_id: UUID,
    *,
    identity: Identity,
    permission: Permission = Permission.DATA_EXPORT_READ,
    for_update: bool = False,
) -> DataExport:
    """The export. Raises NotFound, Forbidden."""
    query = sa.select(DataExport).where(DataExport.id == export_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound()
    require(permission, identity, found)
    return found


def find_export_check(session: Session, check_id: UUID, *, identity: Identity) -> DataExportCheck:
    """One recorded check with its export. Raises NotFound."""
    query = sa.select(DataExportCheck).where(DataExportCheck.id == check_id)
    found = session.scalars(query.options(joinedload(DataExportCheck.export))).one_or_none()
    if found is None:
        raise NotFound()
    require(Permission.DATA_EXPORT_READ, identity, found)
    return found


def current_check(session: Session, export_id: UUID) -> DataExportCheck | None:
    """The recorded check that counts."""
    query = sa.select(DataExportCheck).where(
        DataExportCheck.export_id == export_id, DataExportCheck.superseded_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def current_filing(session: Session, export_id: UUID) -> DataExportFiling | None:
    """The filing on record that counts."""
    query = sa.select(DataExportFiling).where(
        DataExportFiling.export_id == export_id, DataExportFiling.superseded_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def filings_of(session: Session, export: DataExport) -> Sequence[DataExportFiling]:
    """Everything filed for an export that the caller has found already, newest first."""
    query = sa.select(DataExportFiling).where(DataExportFiling.export_id == export.id)
    return session.scalars(query.order_by(DataExportFiling.number.desc())).all()
