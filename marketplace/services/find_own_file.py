"""Read of kept files: an upload that a thing of its owner is to name, and a file by its id."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.errors import NotFound, invalid
from marketplace.models import StoredFile
from marketplace.security.identity import Identity


def own_file_id(
    session: Session, file_id: UUID | None, *, identity: Identity, pointer: str = "/evidence_id"
) -> UUID | None:
    """The id when it is an upload of the caller's organisation; raises Invalid at `pointer`.

    Naming a file makes it readable to others, so only its owner may name it.
    """
    if file_id is None:
        return None
    found = session.get(StoredFile, file_id)
    if found is None or found.doomed_at is not None or not identity.is_of(found.owner_id):
        raise invalid(pointer, "file_unknown")
    return file_id


def find_file(session: Session, file_id: UUID | None) -> StoredFile:
    """The file that a thing the caller may see names; NotFound when it names none."""
    found = session.get(StoredFile, file_id) if file_id else None
    if found is None:
        raise NotFound()
    return found
