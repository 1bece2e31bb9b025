"""API: upload evidence (PDF, PNG, JPEG); what it is evidence of names it by its id."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Response, request
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, runtime
from marketplace.domain.file_kinds import ENDINGS
from marketplace.errors import MarketplaceError
from marketplace.models import StoredFile
from marketplace.schemas.evidence_files import FileNameSchema, StoredFileSchema
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.keep_file import keep_file, refuse_many_files, store_upload

blp = Blueprint("evidence_files_api", __name__, description="Evidence · 附件")
PDF = "application/pdf"
BINARY = {"schema": {"type": "string", "format": "binary"}}
EVIDENCE: dict[str, Any] = {
    "200": {"description": "The file", "content": dict.fromkeys(ENDINGS, BINARY)}
}
FILE_BODY: dict[str, Any] = {
    "required": True,
    "content": dict.fromkeys(ENDINGS, BINARY),
}


@blp.route("/files", methods=["POST"])
@blp.doc(requestBody=FILE_BODY)
@creating
@blp.response(201, StoredFileSchema)
@blp.arguments(FileNameSchema, location="query", unknown="exclude")
def post_file(query: dict[str, str], *, session: Session, identity: Identity, now: datetime) -> Any:
    """Upload a PDF, PNG or JPEG as the request's body; name its id where evidence is asked.

    Nobody can read it before a thing of yours names it, and then only those who may see that.
    """
    require(Permission.FILE_UPLOAD, identity)  # before the body is looked at
    refuse_many_files(session, identity)
    stored = store_upload(sent_file(), pointer="", storage=runtime().storage, identity=identity)
    name = query["name"]
    kept = keep_file(session, stored, name=name, purpose="evidence", identity=identity, now=now)
    return kept, {"ETag": f'"{kept.sha256}"'}


def sent_file() -> bytes:
    """The file in the request's body; 415 for another type."""
    if request.mimetype not in ENDINGS:
        error = MarketplaceError("wrong_content_type", expected=", ".join(ENDINGS))
        error.status = 415
        raise error
    return request.get_data()


def file_answer(stored: StoredFile) -> Response:
    """A kept file to save under its name."""
    disposition = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    content = runtime().storage.get(stored.sha256)
    return Response(content, mimetype=stored.media_type, headers=headers)
