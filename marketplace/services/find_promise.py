"""What a carrier's quote promises for one line of its RFQ."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import AwardLine, Quote, QuotePrice


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


def find_promises(
    session: Session, rfq_id: UUID, rows: Sequence[AwardLine]
) -> dict[UUID, QuotePrice]:
    """By line of the rows, what its agreed carrier's quote promises. Asks no right either."""
    agreed = {(row.agreed_carrier_id, row.line_id) for row in rows}
    found = session.execute(
        sa.select(Quote.carrier_id, QuotePrice)
        .join(Quote, Quote.id == QuotePrice.quote_id)
        .where(QuotePrice.rfq_id == rfq_id, QuotePrice.line_id.in_([row.line_id for row in rows]))
    )
    return {price.line_id: price for carrier, price in found if (carrier, price.line_id) in agreed}
