"""What the screens are asked about: the quotes of one opened RFQ, and history; in six queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.screens import QuoteFacts, ScreenFacts, Upload
from marketplace.models import Organisation, Quote, QuoteOrigin, QuotePrice, Rfq, RfqLine, User
from marketplace.services.find_past_rfqs import find_past_rfqs
from marketplace.services.seal_origin import preparation_of


@dataclass
class _Asked:
    """Prices of one quote by line reference, in fen."""

    prices: dict[str, int] = field(default_factory=dict)
    monthly: dict[str, int] = field(default_factory=dict)


def find_screen_facts(session: Session, rfq: Rfq) -> ScreenFacts:
    """The facts of the RFQ, the same whenever they are asked for again."""
    ceilings, asked = _lines(session, rfq.id)
    quotes = [_quote(row, asked[row.Quote.id]) for row in _quotes(session, rfq.id)]
    bidders = [UUID(quote.carrier) for quote in quotes]
    return ScreenFacts(quotes, ceilings, find_past_rfqs(session, rfq, bidders))


def _lines(session: Session, rfq_id: UUID) -> tuple[dict[str, int], dict[UUID, _Asked]]:
    """Ceilings by line, and by quote what it asks."""
    rows = session.execute(
        sa.select(
            RfqLine.reference,
            RfqLine.ceiling_minor,
            QuotePrice.quote_id,
            QuotePrice.price_minor,
            QuotePrice.monthly_minor,
        )
        .outerjoin(
            QuotePrice,
            sa.and_(QuotePrice.rfq_id == RfqLine.rfq_id, QuotePrice.line_id == RfqLine.line_id),
        )
        .where(RfqLine.rfq_id == rfq_id)
        .order_by(RfqLine.reference)
    )
    ceilings: dict[str, int] = {}
    asked: dict[UUID, _Asked] = defaultdict(_Asked)
    for row in rows:
        ceilings[row.reference] = row.ceiling_minor
        if row.quote_id is not None:
            asked[row.quote_id].prices[row.reference] = row.price_minor
            asked[row.quote_id].monthly[row.reference] = row.monthly_minor
    return ceilings, asked


def _quotes(session: Session, rfq_id: UUID) -> Sequence[Any]:
    return session.execute(
        sa.select(Quote, QuoteOrigin, Organisation, User.email)
        .join(Organisation, Organisation.id == Quote.carrier_id)
        .outerjoin(QuoteOrigin, QuoteOrigin.quote_id == Quote.id)
        .outerjoin(User, User.id == QuoteOrigin.sealed_by)
        .options(sa.orm.defer(Quote.terms))
        .where(Quote.rfq_id == rfq_id)
        .order_by(Quote.carrier_id)
    ).all()


def _quote(row: Any, asked: _Asked) -> QuoteFacts:
    quote, carrier = row.Quote, row.Organisation
    origin = row.QuoteOrigin or QuoteOrigin(sealed_by=None, address="", agent="", preparation={})
    upload = Upload(
        at=quote.sealed_at,
        user_id=str(origin.sealed_by or ""),
        email=row.email or "",
        address=origin.address,
        agent=origin.agent,
    )
    return QuoteFacts(
        carrier=str(quote.carrier_id),
        upload=upload,
        names=(carrier.name_zh, carrier.name_en, carrier.uscc),
        usable=quote.usable,
        total_minor=quote.total_minor or 0,
        prices=asked.prices,
        monthly=asked.monthly,
        preparation=preparation_of(origin.preparation),
    )
