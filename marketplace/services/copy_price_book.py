"""A carrier copies a price book into a new draft, to renew its prices for the next period."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import PriceBook, PriceBookLadder, PriceBookRow
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import find_own_price_book
from marketplace.services.create_price_book import create_price_book

_KEPT = [c.name for c in PriceBookRow.__table__.columns if c.name not in ("id", "book_id")]


def copy_price_book(
    session: Session, *, book_id: UUID, draft: dict[str, Any], identity: Identity, now: datetime
) -> PriceBook:
    """A new draft (name, valid_from, valid_to, illustrative) with the book's rows and ladders.

    The book itself, in whatever state, stays as it is. Raises NotFound, Forbidden, Invalid.
    """
    book = find_own_price_book(session, book_id, identity)
    copy = create_price_book(session, draft=draft, identity=identity, now=now)
    table = PriceBookRow.__table__
    kept = [table.c[name] for name in _KEPT]
    rows = sa.select(sa.func.gen_random_uuid(), sa.literal(copy.id, sa.Uuid), *kept)
    written: Any = session.execute(
        sa.insert(PriceBookRow).from_select(
            ["id", "book_id", *_KEPT], rows.where(table.c.book_id == book.id)
        )
    )
    copy.ladders = [PriceBookLadder(code=one.code, ladder=one.ladder) for one in book.ladders]
    record(session, copy, "copy", by=identity, now=now, of=str(book.id), rows=int(written.rowcount))
    session.flush()
    return copy
