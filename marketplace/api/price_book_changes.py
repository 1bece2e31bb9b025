"""API: many rows of a price book changed at once, a book copied, where it stands in time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from marketplace.api.call import creating, reading, writing
from marketplace.api.price_book_sheets import written
from marketplace.api.problems import fault_entry
from marketplace.api.versions import require_match, tagged
from marketplace.domain.working_days import local_day
from marketplace.schemas.price_books import NewPriceBookSchema, PriceBookSchema, RowsWrittenSchema
from marketplace.schemas.price_changes import (
    MOST_SHOWN,
    BookStandingSchema,
    ChangePreviewSchema,
    RowsChangeSchema,
)
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.change_price_book import find_own_price_book
from marketplace.services.change_price_book_rows import change_price_book_rows, preview_change
from marketplace.services.copy_price_book import copy_price_book
from marketplace.services.find_book_validity import find_book_standings
from marketplace.services.find_price_books import find_price_book

blp = Blueprint("price_book_changes_api", __name__, description="Price books renewed")
Body = dict[str, Any]
BOOK = "/price-books/<uuid:book_id>"


@blp.route(BOOK + "/rows/preview", methods=["POST"])
@reading
@blp.response(200, ChangePreviewSchema)
@blp.arguments(RowsChangeSchema)
def preview_rows(
    body: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """What a change would do to the selected rows of a draft; nothing is written."""
    book = find_price_book(session, book_id, identity, Permission.PRICE_BOOK_MANAGE)
    preview = preview_change(session, book=book, identity=identity, **body)
    return {
        "rows_selected": len(preview.rows),
        "rows_changed": len(preview.moving),
        "rows": preview.moving[:MOST_SHOWN],
        "warnings": [fault_entry(warning) for warning in preview.warnings],
    }


@blp.route(BOOK + "/rows", methods=["PATCH"])
@writing
@blp.response(200, RowsWrittenSchema)
@blp.arguments(RowsChangeSchema)
def patch_rows(
    body: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Change the selected rows of a draft: all of them or none (If-Match)."""
    book = find_own_price_book(session, book_id, identity)
    require_match(book)
    preview = change_price_book_rows(session, book=book, identity=identity, now=now, **body)
    return written(book, len(preview.moving), preview.warnings)


@blp.route(BOOK + "/copies", methods=["POST"])
@creating
@blp.response(201, PriceBookSchema)
@blp.arguments(NewPriceBookSchema)
def post_copy(
    body: Body, book_id: UUID, *, session: Session, identity: Identity, now: datetime
) -> Any:
    """Copy rows and ladders into a new draft, to renew the prices for the next period."""
    copy = copy_price_book(session, book_id=book_id, draft=body, identity=identity, now=now)
    return tagged(copy, Location=f"/api/v1/price-books/{copy.id}")


@blp.route(BOOK + "/standing")
@reading
@blp.response(200, BookStandingSchema)
def get_standing(book_id: UUID, *, session: Session, identity: Identity, now: datetime) -> Any:
    """Where the book stands today: not yet valid, valid, ending soon, over; and its overlaps."""
    book = find_price_book(session, book_id, identity)
    return find_book_standings(session, [book], local_day(now))[book.id]
