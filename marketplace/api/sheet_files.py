"""Sheets (CSV, XLSX) in requests and answers."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from marketplace.errors import MarketplaceError
from marketplace.schemas.sheets import MIME_TYPES, SheetForm

CSV, XLSX = MIME_TYPES[SheetForm.CSV], MIME_TYPES[SheetForm.XLSX]
SHEET_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        CSV: {"schema": {"type": "string"}},
        XLSX: {"schema": {"type": "string", "format": "binary"}},
    },
}
FORM = "<any(csv, xlsx):form>"
"The end of an address that gives a sheet"
BOTH: dict[str, Any] = {"200": {"description": "The sheet", "content": SHEET_BODY["content"]}}


def sent_sheet() -> bytes:
    """The sheet in the request's body; 415 for another type."""
    if request.mimetype not in (CSV, XLSX):
        error = MarketplaceError("wrong_content_type", expected=f"{CSV}, {XLSX}")
        error.status = 415
        raise error
    return request.get_data()


def sheet_answer(data: bytes, name: str, form: SheetForm = SheetForm.CSV) -> Response:
    """A sheet to save, named without its ending."""
    disposition = f'attachment; filename="{name}.{form}"'
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return Response(data, mimetype=MIME_TYPES[form], headers=headers)
