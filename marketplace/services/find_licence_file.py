"""The files of a licence: its scan, a branch's letter, and what a look-up showed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.models import StoredFile
from marketplace.security.identity import Identity
from marketplace.services.find_licences import find_licence
from marketplace.services.find_own_file import find_file

COLUMNS = {
    "scan": "evidence_id",
    "authorisation": "authorisation_id",
    "lookup": "lookup_evidence_id",
}


def find_licence_file(
    session: Session, *, licence_id: UUID, which: str, identity: Identity
) -> StoredFile:
    """The file, for the carrier and for overseers. Raises NotFound."""
    licence = find_licence(session, licence_id, identity=identity)
    return find_file(session, getattr(licence, COLUMNS[which]))
