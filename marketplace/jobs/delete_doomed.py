"""Periodic job: delete the files on record to be deleted; safe to run again after any crash."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from marketplace.runtime import Runtime
from marketplace.services.delete_doomed import (
    PUT_LATELY,
    content_needed,
    find_doomed,
    forget_file,
)

log = logging.getLogger(__name__)


def delete_doomed(runtime: Runtime, *, put_lately: timedelta = PUT_LATELY) -> int:
    """How many files are gone. One that fails is told and stops no other."""
    with runtime.database.single_statements() as session:
        doomed = find_doomed(session)
    return sum(_deleted(runtime, file_id, sha256, put_lately) for file_id, sha256 in doomed)


def _deleted(runtime: Runtime, file_id: UUID, sha256: str, put_lately: timedelta) -> bool:
    """The content outside any transaction, then the row in one of its own."""
    try:
        with runtime.database.single_statements() as session:
            needed = content_needed(session, sha256)
        if not needed and not runtime.storage.delete(sha256, unless_put_within=put_lately):
            return False
        with runtime.database.unit_of_work() as session:
            return forget_file(session, file_id)
    except Exception:
        log.exception("file_not_deleted", extra={"file_id": file_id})
        return False
