"""A carrier replaces all rows of a draft price book, or none when any is at fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.price_rows import RowSource, row_faults, tier_cliffs
from marketplace.errors import Fault, Invalid
from marketplace.models import Corridor, PriceBook, PriceBookRow
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import refuse_unless_draft, touch
from marketplace.services.find_corridors import corridors_by_code

MOST_ROWS = 20_000


def replace_price_book_rows(
    session: Session,
    *,
    book: PriceBook,
    rows: Sequence[Mapping[str, Any]],
    identity: Identity,
    now: datetime,
) -> list[Fault]:
    """Put these rows (with `corridor` by code) in place of all others; returns warnings.

    Raises Forbidden, Conflict (no draft), Invalid with every fault at `/rows/{index}/{name}`.
    """
    refuse_unless_draft(book, identity)
    source = RowSource(dict(enumerate(rows)))
    corridors = corridors_by_code(session, codes_in(source))
    if faults := row_faults(source, corridors, frozenset()):
        raise Invalid(faults)
    session.execute(sa.delete(PriceBookRow).where(PriceBookRow.book_id == book.id))
    write_rows(session, book, source, corridors)
    record(session, book, "replace_rows", by=identity, now=now, rows=len(rows))
    return tier_cliffs(source)


def codes_in(source: RowSource) -> set[str]:
    return {row["corridor"] for row in source.rows.values() if "corridor" in row}


def write_rows(
    session: Session, book: PriceBook, source: RowSource, corridors: Mapping[str, Corridor]
) -> None:
    """Insert checked rows in one batch and raise the book's version."""
    touch(book)
    values = [
        {
            "id": uuid4(),
            "book_id": book.id,
            "corridor_id": corridors[row["corridor"]].id,
            **{name: value for name, value in row.items() if name != "corridor"},
        }
        for row in source.rows.values()
    ]
    if values:
        session.execute(sa.insert(PriceBookRow), values)
