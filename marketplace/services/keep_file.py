"""Keep an uploaded or made file: the content in the storage first, then what is known of it.

A row never names what is not there. The storage is asked before any row is locked: it may be slow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.enrolment import MOST_WAITING_FILES
from marketplace.domain.file_faults import fault_in
from marketplace.domain.file_kinds import ENDINGS, LARGEST_FILE, media_type_of, safe_name
from marketplace.errors import Conflict, invalid
from marketplace.models import StoredFile
from marketplace.ports import Storage
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


@dataclass(frozen=True)
class Stored:
    """A content that lies in the storage; no row names it yet."""

    sha256: str
    size_bytes: int
    media_type: str


def store_upload(content: bytes, *, pointer: str, storage: Storage, identity: Identity) -> Stored:
    """Put the caller's evidence into the storage.

    Raises Forbidden, and Invalid at `pointer` for what is not taken.
    """
    require(Permission.FILE_UPLOAD, identity)
    if not content:
        raise invalid(pointer, "file_empty")
    if len(content) > LARGEST_FILE:
        raise invalid(pointer, "file_too_large", most=LARGEST_FILE)
    media_type = media_type_of(content)
    if media_type is None:
        raise invalid(pointer, "file_kind", kinds=", ".join(sorted(ENDINGS.values())))
    if fault := fault_in(content, media_type):
        raise invalid(pointer, fault)
    return Stored(storage.put(content), len(content), media_type)


def refuse_many_files(session: Session, identity: Identity) -> None:
    """An organisation that nobody confirmed yet may upload so many files. Raises Conflict."""
    own = sa.select(sa.func.count()).where(StoredFile.owner_id == identity.organisation_id)
    if not identity.confirmed and (session.scalar(own) or 0) >= MOST_WAITING_FILES:
        raise Conflict("too_many_files", most=MOST_WAITING_FILES)


def store_made(content: bytes, *, storage: Storage) -> Stored:
    """Put a file that the marketplace made itself, such as a contract's PDF, into the storage."""
    media_type = media_type_of(content)
    if media_type is None:
        raise ValueError("only files of a known kind are made")
    return Stored(storage.put(content), len(content), media_type)


def keep_file(
    session: Session,
    stored: Stored,
    *,
    name: str,
    purpose: str,
    identity: Identity | None = None,
    now: datetime,
) -> StoredFile:
    """The row of a stored content, of the caller's organisation or made by the marketplace.

    The thing that names the file says who may read it; a row without such a thing is unreadable.
    """
    kept = StoredFile(
        id=uuid4(),
        owner_id=identity.organisation_id if identity else None,
        purpose=purpose,
        name=safe_name(name, stored.media_type),
        media_type=stored.media_type,
        sha256=stored.sha256,
        size_bytes=stored.size_bytes,
        created_at=now,
        created_by=identity.user_id if identity else None,
    )
    session.add(kept)
    session.flush()
    return kept
