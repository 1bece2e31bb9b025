"""Delete the files that are on record to be: their content first, then what is known of them.

Each step may be the last before a crash: a row whose content is gone is finished next time, and a
content never goes before its row was marked, nor while another row names the same.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import StoredFile
from marketplace.services.doom_files import unnamed

log = logging.getLogger(__name__)
PUT_LATELY = timedelta(hours=1)
"A content that was uploaded again may be about to be named: longer than any request takes"


def find_doomed(session: Session) -> Sequence[tuple[UUID, str]]:
    """Ids and hashes of the files to delete, whose marks are committed."""
    query = sa.select(StoredFile.id, StoredFile.sha256).where(StoredFile.doomed_at.is_not(None))
    return [(row.id, row.sha256) for row in session.execute(query.order_by(StoredFile.id))]


def content_needed(session: Session, sha256: str) -> bool:
    """Whether a file that is not to be deleted has the same content."""
    standing = StoredFile.sha256 == sha256, StoredFile.doomed_at.is_(None)
    return session.scalar(sa.select(StoredFile.id).where(*standing).limit(1)) is not None


def forget_file(session: Session, file_id: UUID) -> bool:
    """Delete the row of a doomed file that nothing names; whether it was there."""
    doomed = StoredFile.id == file_id, StoredFile.doomed_at.is_not(None), unnamed()
    gone = session.execute(sa.delete(StoredFile).where(*doomed).returning(StoredFile.id)).first()
    if gone is not None:
        log.info("file_deleted", extra={"file_id": file_id})
    return gone is not None
