"""Keep an uploaded or made file: the content in the storage, what is known of it in a row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.file_kinds import ENDINGS, LARGEST_FILE, media_type_of, safe_name
from marketplace.errors import invalid
from marketplace.models import StoredFile
from marketplace.ports import Storage
from marketplace.security.identity import Identity


def keep_upload(
    session: Session,
    *,
    content: bytes,
    name: str,
    purpose: str,
    pointer: str,
    storage: Storage,
    identity: Identity,
    now: datetime,
) -> StoredFile:
    """Keep evidence of the caller's organisation; raises Invalid at `pointer`.

    The thing that names the file says who may read it; a row without such a thing is unreadable.
    """
    if not content:
        raise invalid(pointer, "file_empty")
    if len(content) > LARGEST_FILE:
        raise invalid(pointer, "file_too_large", most=LARGEST_FILE)
    media_type = media_type_of(content)
    if media_type is None:
        raise invalid(pointer, "file_kind", kinds=", ".join(sorted(ENDINGS.values())))
    return _keep(
        session,
        content,
        safe_name(name, media_type),
        media_type,
        purpose,
        storage,
        (identity.organisation_id, identity.user_id),
        now,
    )


def keep_made(
    session: Session, *, content: bytes, name: str, purpose: str, storage: Storage, now: datetime
) -> StoredFile:
    """Keep a file that the marketplace made itself, such as a contract's PDF."""
    media_type = media_type_of(content)
    if media_type is None:
        raise ValueError("only files of a known kind are made")
    return _keep(session, content, name, media_type, purpose, storage, (None, None), now)


def _keep(
    session: Session,
    content: bytes,
    name: str,
    media_type: str,
    purpose: str,
    storage: Storage,
    by: tuple[UUID | None, UUID | None],
    now: datetime,
) -> StoredFile:
    """The content goes first: a row never names what is not there."""
    kept = StoredFile(
        id=uuid4(),
        owner_id=by[0],
        purpose=purpose,
        name=name,
        media_type=media_type,
        sha256=storage.put(content),
        size_bytes=len(content),
        created_at=now,
        created_by=by[1],
    )
    session.add(kept)
    session.flush()
    return kept
