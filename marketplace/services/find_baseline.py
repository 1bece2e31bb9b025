"""Whether the list prices that savings are told against are on record (COMP-11)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import PriceBookState
from marketplace.models import Line, PriceBook, PriceBookRow, ReferencePrice, Rfq, RfqLine
from pricing.terms import line_price


def is_baseline_documented(session: Session, rfq: Rfq) -> bool:
    """Whether every line's list price was frozen at the opening from a published price book.

    The row of the book must still say so: a price that was changed afterwards proves nothing.
    """
    r, row = ReferencePrice, PriceBookRow
    frozen = (
        sa.select(
            r.corridor_id,
            r.product,
            r.term_months,
            r.price_minor,
            row.one_off_minor,
            row.monthly_minor,
        )
        .join(row, row.id == r.row_id)
        .join(PriceBook, PriceBook.id == row.book_id)
        .where(r.group_buy_id == rfq.group_buy_id, PriceBook.state != PriceBookState.DRAFT)
    )
    proved = {
        (one.corridor_id, one.product, one.term_months, one.price_minor)
        for one in session.execute(frozen)
        if line_price(one.one_off_minor, one.monthly_minor, one.term_months) == one.price_minor
    }
    asked = (
        sa.select(Line.corridor_id, Line.product, Line.term_months, Line.list_minor)
        .join(RfqLine, RfqLine.line_id == Line.id)
        .where(RfqLine.rfq_id == rfq.id)
        .distinct()
    )
    return proved.issuperset(map(tuple, session.execute(asked)))
