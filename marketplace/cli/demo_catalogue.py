"""The demo's carriers publish their price books (示例价), as they would on the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.cli.demo_files import Row, checked
from marketplace.cli.demo_stage import Stage
from marketplace.domain.price_rows import RowSource
from marketplace.models import PriceBook, PriceBookLadder
from marketplace.schemas.price_books import (
    PRICE_ROW_SHEET,
    BookLaddersSchema,
    NewPriceBookSchema,
)
from marketplace.schemas.sheets import parse_sheet
from marketplace.services.create_price_book import create_price_book
from marketplace.services.find_price_books import plain_rows
from marketplace.services.import_price_book_rows import import_price_book_rows
from marketplace.services.publish_price_book import publish_price_book
from marketplace.services.set_price_book_ladders import set_price_book_ladders

PUBLISHED = -115
"Days from the seeding"


def schedule_catalogue(stage: Stage) -> None:
    """Put every carrier's price book on the agenda."""
    for row in stage.scenario.carriers:
        stage.agenda.at(stage.calendar.at(PUBLISHED, 14), publishing(stage, row))


def publishing(stage: Stage, row: Row) -> Any:
    """An act: draft a price book, import its rows, set its ladders, publish it."""

    def act(now: datetime) -> None:
        session, by = stage.session, stage.who(row["key"])
        draft = {
            "name": row["price_book_name"],
            "valid_from": row["price_book_valid_from"],
            "valid_to": row["price_book_valid_to"],
            "illustrative": True,
        }
        terms = checked(NewPriceBookSchema(), draft)
        book = create_price_book(session, draft=terms, identity=by, now=now)
        parsed = parse_sheet(stage.scenario.price_rows[row["key"]], PRICE_ROW_SHEET)
        source = RowSource(parsed.rows, parsed.faults, PRICE_ROW_SHEET.column_of_attribute())
        import_price_book_rows(session, book=book, source=source, add=False, identity=by, now=now)
        given = checked(BookLaddersSchema(), {"ladders": stage.scenario.ladders[row["key"]]})
        set_price_book_ladders(session, book=book, ladders=given["ladders"], identity=by, now=now)
        session.flush()
        publish_price_book(session, book_id=book.id, identity=by, now=now)

    return act


def ladder_id(stage: Stage, carrier: str, code: str) -> UUID:
    """The published ladder of that code."""
    owner = stage.who(carrier).organisation_id
    query = sa.select(PriceBookLadder.id).join(PriceBook)
    return stage.session.scalars(
        query.where(PriceBook.carrier_id == owner, PriceBookLadder.code == code)
    ).one()


def price_rows(stage: Stage, carrier: str) -> list[Any]:
    """The rows of the carrier's own price book."""
    owner = stage.who(carrier).organisation_id
    query = sa.select(PriceBook).where(PriceBook.carrier_id == owner)
    return plain_rows(stage.session, stage.session.scalars(query).one())
