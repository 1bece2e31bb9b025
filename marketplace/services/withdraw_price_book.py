"""A carrier withdraws a published price book: no group buy opened from now on uses it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import PriceBookEvent
from marketplace.models import PriceBook
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import find_own_price_book


def withdraw_price_book(
    session: Session, *, book_id: UUID, identity: Identity, now: datetime
) -> PriceBook:
    """Withdraw; raises NotFound, Forbidden, IllegalMove (not published)."""
    book = find_own_price_book(session, book_id, identity)
    book.advance(PriceBookEvent.WITHDRAW, by=identity, now=now)
    return book
