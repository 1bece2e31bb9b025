"""Earlier opened RFQs of the same bidders: who quoted, who won, how far apart; in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from marketplace.domain.screens import PastRfq
from marketplace.models import Award, AwardLine, Quote, Rfq

MOST = 24
"RFQs that are looked back upon"
LEAST_BIDDERS = 2
"of now, that an earlier RFQ must have had"


def find_past_rfqs(session: Session, rfq: Rfq, bidders: Collection[UUID]) -> list[PastRfq]:
    """The last of them before this RFQ was opened, the oldest first."""
    ids = _earlier(session, rfq, bidders)
    quotes = _usable_quotes(session, ids)
    winners = _winners(session, ids)
    return [_past(quotes[one], winners.get(one)) for one in reversed(ids)]


def _earlier(session: Session, rfq: Rfq, bidders: Collection[UUID]) -> Sequence[UUID]:
    query = (
        sa.select(Rfq.id)
        .join(Quote, Quote.rfq_id == Rfq.id)
        .where(
            Rfq.opened_at < rfq.opened_at,
            Rfq.id != rfq.id,
            Quote.usable,
            Quote.carrier_id.in_(bidders),
        )
        .group_by(Rfq.id, Rfq.opened_at)
        .having(sa.func.count() >= LEAST_BIDDERS)
        .order_by(Rfq.opened_at.desc(), Rfq.id)
        .limit(MOST)
    )
    return session.scalars(query).all()


def _usable_quotes(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    quotes: dict[UUID, list[Any]] = defaultdict(list)
    query = sa.select(Quote.rfq_id, Quote.carrier_id, Quote.total_minor, Quote.priced_lines)
    for row in session.execute(query.where(Quote.rfq_id.in_(ids), Quote.usable)):
        quotes[row.rfq_id].append(row)
    return quotes


def _winners(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """By RFQ the carrier with the greatest part of its last award, in fen."""
    won = sa.func.sum(AwardLine.price_minor)
    query = (
        sa.select(Award.rfq_id, AwardLine.carrier_id)
        .join(AwardLine, AwardLine.award_id == Award.id)
        .where(Award.rfq_id.in_(ids), AwardLine.carrier_id.is_not(None))
        .group_by(Award.rfq_id, Award.awarded_at, AwardLine.carrier_id)
        .order_by(Award.rfq_id, Award.awarded_at.desc(), won.desc(), AwardLine.carrier_id)
        .ext(distinct_on(Award.rfq_id))
    )
    return {rfq_id: str(carrier_id) for rfq_id, carrier_id in session.execute(query)}


def _past(quotes: Sequence[Any], winner: str | None) -> PastRfq:
    return PastRfq(frozenset(str(quote.carrier_id) for quote in quotes), winner, _margin(quotes))


def _margin(quotes: Sequence[Any]) -> Fraction | None:
    """Of the second published total above the lowest, among quotes for the most lines."""
    most = max((quote.priced_lines for quote in quotes), default=0)
    totals = sorted(
        quote.total_minor
        for quote in quotes
        if quote.priced_lines == most and quote.total_minor is not None
    )
    if len(totals) < LEAST_BIDDERS or not totals[0]:
        return None
    return Fraction(totals[1] - totals[0], totals[0])
