"""A carrier publishes a draft price book: from then on its rows stand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import PriceBookEvent
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict
from marketplace.models import PriceBook, PriceBookRow
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import find_own_price_book, refuse_unless_draft


def publish_price_book(
    session: Session, *, book_id: UUID, identity: Identity, now: datetime
) -> PriceBook:
    """Publish; raises NotFound, Forbidden, Conflict (no draft, no rows, validity over)."""
    book = find_own_price_book(session, book_id, identity)
    refuse_unless_draft(book, identity)
    rows = session.scalar(sa.select(sa.func.count()).where(PriceBookRow.book_id == book.id))
    if not rows:
        raise Conflict("price_book_empty")
    if book.valid_to < local_day(now):
        raise Conflict("price_book_over", valid_to=book.valid_to.isoformat())
    book.advance(PriceBookEvent.PUBLISH, by=identity, now=now, rows=rows)
    return book
