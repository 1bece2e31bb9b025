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
from marketplace.services.keep_file import keep_file, store_upload
from marketplace.web.call import runtime

ACCEPTED = ",".join(ENDINGS)
"for the `accept` of a file field"


def sent_evidence(
    session: Session, *, identity: Identity, now: datetime, field: str = "evidence_id"
) -> UUID | None:
    """The file chosen in the form's field, kept; None when none was chosen."""
    chosen = request.files.get(field)
    if chosen is None or not chosen.filename:
        return None
    stored = store_upload(
        chosen.read(), pointer=f"/{field}", storage=runtime().storage, identity=identity
    )
    name = chosen.filename
    return keep_file(session, stored, name=name, purpose="evidence", identity=identity, now=now).id


def file_page(stored: StoredFile) -> Any:
    """A kept file to save under its name."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(stored.name)}"}
    content = runtime().storage.get(stored.sha256)
    return Response(content, mimetype=stored.media_type, headers=headers)
