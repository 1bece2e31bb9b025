"""Opened quotes side by side: what each asks for the same lines, and whether envelopes hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.errors import NotFound
from marketplace.models import Quote, QuotePrice, Rfq, SealedQuote
from marketplace.security import sealing
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

PricesByLine = dict[UUID, dict[UUID, QuotePrice]]


def find_comparison(
    session: Session, *, rfq_id: UUID, line_ids: Iterable[UUID], identity: Identity
) -> PricesByLine:
    """By line, then by quote, the price before the ladder. Raises NotFound, Forbidden."""
    _require_reader(session, rfq_id, identity)
    found = session.scalars(
        sa.select(QuotePrice).where(
            QuotePrice.rfq_id == rfq_id, QuotePrice.line_id.in_(list(line_ids))
        )
    )
    prices: PricesByLine = defaultdict(dict)
    for price in found:
        prices[price.line_id][price.quote_id] = price
    return prices


def envelopes_hold(session: Session, *, rfq_id: UUID, identity: Identity) -> dict[UUID, bool]:
    """By carrier that quoted, whether the envelope kept still has the hash of its receipt."""
    _require_reader(session, rfq_id, identity)
    rows = session.execute(
        sa.select(Quote.carrier_id, Quote.envelope_sha256, SealedQuote.envelope)
        .join(
            SealedQuote,
            sa.and_(SealedQuote.rfq_id == Quote.rfq_id, SealedQuote.carrier_id == Quote.carrier_id),
        )
        .where(Quote.rfq_id == rfq_id)
    )
    return {carrier: sealing.fingerprint(kept) == sha256 for carrier, sha256, kept in rows}


def _require_reader(session: Session, rfq_id: UUID, identity: Identity) -> None:
    query = sa.select(Rfq).where(Rfq.id == rfq_id).options(joinedload(Rfq.group_buy))
    rfq = session.scalars(query).one_or_none()
    if rfq is None:
        raise NotFound()
    require(Permission.QUOTES_READ, identity, rfq.group_buy)
