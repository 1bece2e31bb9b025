"""API: carriers' price books, their rows and ladders."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, writing
from marketplace.api.paging import PageSchema, page
from marketplace.api.price_book_sheets import rows_as_sheet, written
from marketplace.api.sheet_files import CSV, XLSX
from marketplace.api.versions import require_match, tagged
from marketplace.domain.working_days import local_day
from marketplace.schemas.price_books import (
    BookLaddersSchema,
    ChangedPriceBookSchema,
    NewPriceBookSchema,
    PriceBookFilterSchema,
    PriceBookSchema,
    PriceRowsSchema,
    PublishedLadderSchema,
    RowsWrittenSchema,
    StoredPriceRowSchema,
)
from marketplace.schemas.sheets import SheetForm
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import change_price_book, find_own_price_book
from marketplace.services.create_price_book import create_price_book
from marketplace.services.find_price_books import (
    find_price_book,
    published_ladders,
    rows_of,
    visible_price_books,
)
from marketplace.services.publish_price_book import publish_price_book
from marketplace.services.replace_price_book_rows import replace_price_book_rows
from marketplace.services.set_price_book_ladders import set_price_book_ladders
from marketplace.services.withdraw_price_book import withdraw_price_book

blp = Blueprint("price_books_api", __name__, description="Carriers' price books")
Body = dict[str, Any]
FORMS = {CSV: SheetForm.CSV, XLSX: SheetForm.XLSX}


@blp.route("/price-books")
@reading
@blp.response(200, PriceBookSchema(many=True))
@blp.arguments(PriceBookFilterSchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_price_books(
    chosen: Body, paging: Body, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The caller's price books (everybody's for overseers), newest first."""
    return page(session, visible_price_books(identity, **chosen), **paging)


@blp.route("/price-books", methods=["POST"])
@creating
@blp.response(201, PriceBookSchema)
@blp.arguments(NewPriceBookSchema)
def post_price_book(body: Body, *, session: Session, identity: Identity, now: datetime) -> Any:
    """Draft a price book."""
    book = create_price_book(session, draft=body, identity=identity, now=now)
    return tagged(book, Location=f"/api/v1/price-books/{book.id}")


@blp.route("/price-books/<uuid:book_id>")
@reading
@blp.response(200, PriceBookSchema)
def get_price_book(book_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """One price book, without its rows."""
    return tagged(find_price_book(session, book_id, identity))


@blp.route("/price-books/<uuid:book_id>", methods=["PATCH"])
@writing
@blp.response(200, PriceBookSchema)
@blp.arguments(ChangedPriceBookSchema)
def patch_price_book(
    body: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Change the terms of a draft (If-Match)."""
    book = find_own_price_book(session, book_id, identity)
    require_match(book)
    return tagged(change_price_book(session, book=book, changes=body, identity=identity, now=now))


@blp.route("/price-books/<uuid:book_id>/rows")
@reading
@blp.response(200, StoredPriceRowSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_price_book_rows(
    paging: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """The rows, by page; all of them as a sheet with `Accept: text/csv` or that of XLSX."""
    book = find_price_book(session, book_id, identity)
    accepted = request.accept_mimetypes.best_match(["application/json", *FORMS])
    if accepted in FORMS:
        return rows_as_sheet(session, book, FORMS[accepted])
    rows, headers = page(session, rows_of(book), **paging)
    return rows, tagged(book, **headers)[1]


@blp.route("/price-books/<uuid:book_id>/rows", methods=["PUT"])
@writing
@blp.response(200, RowsWrittenSchema)
@blp.arguments(PriceRowsSchema)
def put_price_book_rows(
    body: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Replace all rows of a draft (If-Match); faults at `/rows/{index}/{name}`."""
    book = find_own_price_book(session, book_id, identity)
    require_match(book)
    warnings = replace_price_book_rows(
        session, book=book, rows=body["rows"], identity=identity, now=now
    )
    return written(book, len(body["rows"]), warnings)


@blp.route("/price-books/<uuid:book_id>/ladders", methods=["PUT"])
@writing
@blp.response(200, PriceBookSchema)
@blp.arguments(BookLaddersSchema)
def put_price_book_ladders(
    body: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Replace the ladders of a draft (If-Match)."""
    book = find_own_price_book(session, book_id, identity)
    require_match(book)
    return tagged(set_price_book_ladders(session, book=book, identity=identity, now=now, **body))


@blp.route("/price-books/<uuid:book_id>/publish", methods=["POST"])
@creating
@blp.response(200, PriceBookSchema)
def publish(book_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """Publish a draft: group buys opened from now on take their list prices from it."""
    return tagged(publish_price_book(session, book_id=book_id, identity=identity, now=now))


@blp.route("/price-books/<uuid:book_id>/withdraw", methods=["POST"])
@creating
@blp.response(200, PriceBookSchema)
def withdraw(book_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """Withdraw a published price book; group buys already open keep their list prices."""
    return tagged(withdraw_price_book(session, book_id=book_id, identity=identity, now=now))


@blp.route("/price-book-ladders")
@reading
@blp.response(200, PublishedLadderSchema(many=True))
@blp.arguments(PageSchema, location="query")
def list_published_ladders(
    paging: Body, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Ladders of price books valid today, from which an organiser may choose."""
    return page(session, published_ladders(identity, local_day(now)), **paging)
