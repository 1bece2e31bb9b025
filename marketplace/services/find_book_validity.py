"""Where price books stand in time, and which others of the carrier price the same meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.domain.book_validity import Standing, standing_on
from marketplace.domain.lives import PriceBookState
from marketplace.models import PriceBook, PriceBookRow
from marketplace.models.price_book import ROW_KEY


@dataclass(frozen=True)
class Overlap:
    """Another published price book of the carrier with some of the same rows at the same time."""

    id: UUID
    name: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class BookStanding:
    """Of one price book on one day."""

    standing: Standing
    overlaps: list[Overlap]


def find_book_standings(
    session: Session, books: Sequence[PriceBook], day: date
) -> dict[UUID, BookStanding]:
    """Each book's standing, in one query however many they are."""
    overlaps = _overlaps(session, [book.id for book in books])
    return {
        book.id: BookStanding(standing_on(day, book.valid_from, book.valid_to), overlaps[book.id])
        for book in books
    }


def _overlaps(session: Session, ids: list[UUID]) -> dict[UUID, list[Overlap]]:
    book, other = aliased(PriceBook), aliased(PriceBook)
    mine, theirs = aliased(PriceBookRow), aliased(PriceBookRow)
    same_rows = [getattr(mine, name) == getattr(theirs, name) for name in ROW_KEY]
    query = (
        sa.select(book.id, other.id, other.name, other.valid_from, other.valid_to)
        .join(other, sa.and_(other.carrier_id == book.carrier_id, other.id != book.id))
        .where(
            book.id.in_(ids),
            book.state != PriceBookState.WITHDRAWN,
            other.state == PriceBookState.PUBLISHED,
            other.valid_from <= book.valid_to,
            other.valid_to >= book.valid_from,
            sa.exists().where(mine.book_id == book.id, theirs.book_id == other.id, *same_rows),
        )
        .order_by(other.valid_from, other.name)
    )
    found: dict[UUID, list[Overlap]] = defaultdict(list)
    for row in session.execute(query):
        found[row[0]].append(Overlap(*row[1:]))
    return found
