"""Sheets (CSV, XLSX) given by pages."""

from __future__ import annotations

from flask import Response

from marketplace.schemas.sheets import MIME_TYPES, SheetForm


def sheet_answer(data: bytes, name: str, form: SheetForm = SheetForm.CSV) -> Response:
    """A sheet to save, named without its ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(data, mimetype=MIME_TYPES[form], headers=headers)
