"""Put on record which files will be deleted, before any content goes: they can be named no more.

Never one that something names: every foreign key to the files counts, and a trigger refuses a
naming that comes later.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.columns import Base
from marketplace.models import StoredFile
from marketplace.models.audit import record


def naming_columns() -> list[sa.Column[UUID]]:
    """Every column that names a stored file."""
    target = StoredFile.__table__.c.id
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column is target for key in column.foreign_keys)
    ]


def unnamed() -> sa.ColumnElement[bool]:
    """SQL: nothing names the file."""
    named = (sa.exists().where(column == StoredFile.id) for column in naming_columns())
    return ~sa.or_(*(one.correlate(StoredFile) for one in named))


def doom_files(session: Session, file_ids: Collection[UUID], *, now: datetime) -> int:
    """How many of them are now on record to be deleted; one that something names is left alone."""
    standing = sa.select(StoredFile).where(
        StoredFile.id.in_(file_ids), StoredFile.doomed_at.is_(None)
    )
    # Locked first and judged then: a naming that is under way is waited for.
    locked = session.scalars(standing.order_by(StoredFile.id).with_for_update()).all()
    free = set(
        session.scalars(
            sa.select(StoredFile.id).where(StoredFile.id.in_([one.id for one in locked]), unnamed())
        )
    )
    doomed = [one for one in locked if one.id in free]
    for one in doomed:
        one.doomed_at = now
        record(session, one, "doom", by=None, now=now, purpose=one.purpose, sha256=one.sha256)
    session.flush()
    return len(doomed)


def disown_files(session: Session, organisation_id: UUID, *, now: datetime) -> None:
    """Doom the files of an organisation that is about to be deleted: they name it no more."""
    own = StoredFile.owner_id == organisation_id
    doom_files(session, session.scalars(sa.select(StoredFile.id).where(own)).all(), now=now)
    doomed = sa.update(StoredFile).where(own, StoredFile.doomed_at.is_not(None))
    session.execute(doomed.values(owner_id=None))
