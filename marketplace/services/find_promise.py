"""What a carrier's quote promises for one line of its RFQ."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Quote, QuotePrice


def find_promise(
    session: Session, *, rfq_id: UUID, carrier_id: UUID | None, line_id: UUID
) -> QuotePrice | None:
    """Round trip, availability and delivery of the quote; None where it prices no such line.

    Asks no right: for those who have been shown that the carrier won or quoted the line.
    """
    return session.scalars(
        sa.select(QuotePrice)
        .join(Quote, Quote.id == QuotePrice.quote_id)
        .where(
            QuotePrice.rfq_id == rfq_id,
            QuotePrice.line_id == line_id,
            Quote.carrier_id == carrier_id,
        )
    ).one_or_none()
