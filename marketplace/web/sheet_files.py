"""Sheets (CSV, XLSX) given by pages, and their heads, by which pasted columns are known."""

from __future__ import annotations

from flask import Response

from marketplace.schemas.line_price_sheet import LINE_PRICE_SHEET
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.price_books import PRICE_ROW_SHEET
from marketplace.schemas.rate_sheet import OFFERED
from marketplace.schemas.sheets import MIME_TYPES, SheetForm

HEADS_ZH = {**PRICE_ROW_SHEET.names_zh, **LINE_PRICE_SHEET.names_zh}
FILE_COLUMNS = len(LINE_PRICE_SHEET.columns())
"of the file of an RFQ's lines with their prices"


def sheet_answer(data: bytes, name: str, form: SheetForm = SheetForm.CSV) -> Response:
    """A sheet to save, named without its ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(data, mimetype=MIME_TYPES[form], headers=headers)


def sheet_heads(column: str) -> str:
    """What heads this column in the files of rates and of line prices, in either language."""
    return f"{column}|{HEADS_ZH[column]}"


def line_heads() -> str:
    """The heads of what the file of line prices says of a line itself: to be read, not typed."""
    asked = list(LINE_PRICE_SHEET.columns())[: -len(OFFERED)]
    return "|".join(sheet_heads(column) for column in asked)


def line_sheet_heads(language: str) -> str:
    """The heads of the sheet of a company's lines, as its template has them."""
    return "|".join(LINE_SHEET.headers(language))
