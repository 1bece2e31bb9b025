"""Evidence in forms and on pages: keep what was chosen, give back what is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response, request
from sqlalchemy.orm import Session

from marketplace.domain.file_kinds import ENDINGS
from marketplace.models import StoredFile
from marketplace.security.identity import Identity
from marketplace.services.keep_file import keep_file, refuse_many_files, store_upload
from marketplace.web.call import runtime

ACCEPTED = ",".join(ENDINGS)
"for the `accept` of a file field"
SHOWN = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "no-store, private",
}
"what a shown file may do: nothing but be seen, in a frame of our own pages"


def sent_evidence(
    session: Session, *, identity: Identity, now: datetime, field: str = "evidence_id"
) -> UUID | None:
    """The file chosen in the form's field, kept; None when none was chosen."""
    chosen = request.files.get(field)
    if chosen is None or not chosen.filename:
        return None
    refuse_many_files(session, identity)
    stored = store_upload(
        chosen.read(), pointer=f"/{field}", storage=runtime().storage, identity=identity
    )
    name = chosen.filename
    return keep_file(session, stored, name=name, purpose="evidence", identity=identity, now=now).id


def file_page(stored: StoredFile) -> Any:
    """A kept file to save under its name."""
    return _file(stored, "attachment", {})


def shown_file(stored: StoredFile) -> Any:
    """A kept file to be looked at within a page of ours, where it may do nothing."""
    return _file(stored, "inline", SHOWN)


def _file(stored: StoredFile, disposition: str, headers: dict[str, str]) -> Response:
    named = {"Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(stored.name)}"}
    content = runtime().storage.get(stored.sha256)
    return Response(content, mimetype=stored.media_type, headers=headers | named)
