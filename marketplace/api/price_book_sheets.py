"""API: the rows of a price book as sheets (CSV, XLSX): import, export, templates."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading
from marketplace.api.problems import asked_language, fault_entry
from marketplace.api.sheet_files import CSV, SHEET_BODY, XLSX, sent_sheet, sheet_answer
from marketplace.api.versions import tagged
from marketplace.domain.price_rows import RowSource
from marketplace.errors import Fault
from marketplace.models import PriceBook
from marketplace.schemas.price_books import (
    PRICE_ROW_SHEET,
    ImportMode,
    ImportModeSchema,
    RowsWrittenSchema,
)
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import SheetForm, parse_sheet
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import find_own_price_book
from marketplace.services.find_price_books import find_price_book, plain_rows
from marketplace.services.import_price_book_rows import import_price_book_rows

blp = Blueprint("price_book_sheets_api", __name__, description="Price books as sheets")
Body = dict[str, Any]


@blp.route("/price-books/<uuid:book_id>/rows.csv")
@reading
@blp.response(200, content_type=CSV)
def get_price_book_csv(
    book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """All rows as CSV, with headers in the asked language."""
    return rows_as_sheet(session, find_price_book(session, book_id, identity), SheetForm.CSV)


@blp.route("/price-books/<uuid:book_id>/rows.xlsx")
@reading
@blp.response(200, content_type=XLSX)
def get_price_book_xlsx(
    book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """All rows as an XLSX workbook, with headers in the asked language."""
    return rows_as_sheet(session, find_price_book(session, book_id, identity), SheetForm.XLSX)


@blp.route("/price-books/<uuid:book_id>/rows/import", methods=["POST"])
@blp.doc(requestBody=SHEET_BODY)
@creating
@blp.response(200, RowsWrittenSchema)
@blp.arguments(ImportModeSchema, location="query", unknown="exclude")
def import_rows(
    query: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Replace the rows by a CSV or XLSX file, or add to them (`?mode=add`): all of it or nothing.

    Faults are at `/rows/{row}/{column}`, the row as a spreadsheet counts it (the header is 1).
    """
    book = find_own_price_book(session, book_id, identity)
    source = sheet_source()
    warnings = import_price_book_rows(
        session,
        book=book,
        source=source,
        add=query["mode"] == ImportMode.ADD,
        identity=identity,
        now=now,
    )
    return written(book, len(source.rows), warnings)


@blp.route("/price-book-template.csv")
@reading
@blp.response(200, content_type=CSV)
def get_csv_template(*, session: Session, identity: Identity, now: datetime) -> Any:
    """An empty sheet with example rows, with headers in the asked language."""
    return sheet_answer(template(PRICE_ROW_SHEET, asked_language()), "price-book-template")


@blp.route("/price-book-template.xlsx")
@reading
@blp.response(200, content_type=XLSX)
def get_xlsx_template(*, session: Session, identity: Identity, now: datetime) -> Any:
    """The same as a workbook, with a note on every column in both languages."""
    data = template(PRICE_ROW_SHEET, asked_language(), SheetForm.XLSX)
    return sheet_answer(data, "price-book-template", SheetForm.XLSX)


def sheet_source() -> RowSource:
    """The rows of the sheet in the request's body; raises 415 for another type, Invalid."""
    parsed = parse_sheet(sent_sheet(), PRICE_ROW_SHEET)
    return RowSource(parsed.rows, parsed.faults, PRICE_ROW_SHEET.column_of_attribute())


def written(book: PriceBook, rows: int, warnings: list[Fault]) -> Any:
    """What was written, with the book's new ETag."""
    book, headers = tagged(book)
    entries = [fault_entry(warning) for warning in warnings]
    return {"price_book": book, "rows_written": rows, "warnings": entries}, headers


def rows_as_sheet(session: Session, book: PriceBook, form: SheetForm) -> Response:
    sheet = write_sheet(PRICE_ROW_SHEET, plain_rows(session, book), asked_language(), form)
    return sheet_answer(sheet, f"price-book-{book.id}", form)
