"""A carrier brings the rows of a draft price book from a sheet: all of them, or none."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.price_rows import RowSource, row_faults, tier_cliffs
from marketplace.errors import Fault, Invalid
from marketplace.models import PriceBook, PriceBookRow
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.change_price_book import refuse_unless_draft
from marketplace.services.find_corridors import corridors_by_code
from marketplace.services.find_price_books import row_keys
from marketplace.services.replace_price_book_rows import MOST_ROWS, codes_in, write_rows


def import_price_book_rows(
    session: Session,
    *,
    book: PriceBook,
    source: RowSource,
    add: bool,
    identity: Identity,
    now: datetime,
) -> list[Fault]:
    """Write the rows of a sheet, beside those that stand (`add`) or in their place; warnings.

    Raises Forbidden, Conflict (no draft), Invalid with the sheet's reading faults and all others.
    """
    refuse_unless_draft(book, identity)
    standing = row_keys(session, book) if add else frozenset()
    corridors = corridors_by_code(session, codes_in(source))
    faults = row_faults(source, corridors, standing)
    total = len(standing) + len(source.rows)
    if total > MOST_ROWS:
        faults.append(Fault("", "sheet_rows", {"most": MOST_ROWS}))
    if faults:
        raise Invalid(faults)
    if not add:
        session.execute(sa.delete(PriceBookRow).where(PriceBookRow.book_id == book.id))
    write_rows(session, book, source, corridors)
    event = "add_rows" if add else "replace_rows"
    record(session, book, event, by=identity, now=now, rows=len(source.rows), sheet=True)
    return tier_cliffs(source)
