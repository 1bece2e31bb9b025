"""Reads of opened quotes: organiser and overseers see all of them, a bidder the others' totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import RfqState
from marketplace.errors import NotFound, TooEarly
from marketplace.models import Organisation, Quote, QuotePrice, Rfq, RfqLine
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


@dataclass(frozen=True)
class QuoteSeen:
    """One quote for one reader; `terms` and what lies behind the total only for its own."""

    id: UUID
    rfq_id: UUID
    carrier: Organisation
    envelope_sha256: str
    total_minor: int | None
    usable: bool
    unusable_reason: str | None
    sealed_at: datetime | None
    valid_until: date | None
    priced_lines: int | None
    firm_down_to_bps: int | None
    terms: dict[str, Any] | None


@dataclass(frozen=True)
class QuotePriceSeen:
    """What a quote asks for one line, by the line's reference."""

    reference: str
    row_mbps: int
    one_off_minor: int
    monthly_minor: int
    price_minor: int
    rtt_us: int
    availability_bps: int
    delivery_days: int


def find_quotes(session: Session, *, rfq_id: UUID, identity: Identity) -> list[QuoteSeen]:
    """The quotes by published total. Raises NotFound, TooEarly (to the organiser)."""
    rfq = _rfq(session, rfq_id)
    everything = allowed(Permission.QUOTES_READ, identity, rfq.group_buy)
    if everything and rfq.state == RfqState.QUOTING:
        raise TooEarly(opens_at=rfq.quotes_due_at.isoformat())
    quotes = _quotes(session, rfq_id)
    bidder = any(identity.is_of(quote.carrier_id) for quote in quotes)
    if not everything and not bidder:
        raise NotFound()
    require(Permission.MARKET_READ, identity)
    return [_seen(quote, whole=everything or identity.is_of(quote.carrier_id)) for quote in quotes]


def find_own_quote(session: Session, *, rfq_id: UUID, identity: Identity) -> QuoteSeen:
    """The caller's own quote; before the opening only the envelope has it: NotFound."""
    quotes = _quotes(session, rfq_id)
    own = [quote for quote in quotes if identity.is_of(quote.carrier_id)]
    if not own:
        raise NotFound()
    require(Permission.MARKET_READ, identity)
    return _seen(own[0], whole=True)


def quote_prices(session: Session, *, quote_id: UUID, identity: Identity) -> sa.Select[QuotePrice]:
    """The prices of one quote by line reference; another bidder's quote does not exist."""
    quote = session.scalars(
        sa.select(Quote)
        .where(Quote.id == quote_id)
        .options(joinedload(Quote.rfq).joinedload(Rfq.group_buy), sa.orm.defer(Quote.terms))
    ).one_or_none()
    if quote is None:
        raise NotFound()
    if not identity.is_of(quote.carrier_id):
        require(Permission.QUOTES_READ, identity, quote.rfq.group_buy)
    require(Permission.MARKET_READ, identity)
    return (
        sa.select(QuotePrice)
        .join(RfqLine, _same_line())
        .where(QuotePrice.quote_id == quote_id)
        .order_by(RfqLine.reference)
    )


def prices_seen(session: Session, prices: list[QuotePrice]) -> list[QuotePriceSeen]:
    """The prices with the references of their lines."""
    if not prices:
        return []
    rows = session.execute(
        sa.select(RfqLine.line_id, RfqLine.reference).where(
            RfqLine.rfq_id == prices[0].rfq_id,
            RfqLine.line_id.in_([price.line_id for price in prices]),
        )
    )
    references = dict(rows.all())
    return [
        QuotePriceSeen(
            references[p.line_id],
            p.row_mbps,
            p.one_off_minor,
            p.monthly_minor,
            p.price_minor,
            p.rtt_us,
            p.availability_bps,
            p.delivery_days,
        )
        for p in prices
    ]


def _rfq(session: Session, rfq_id: UUID) -> Rfq:
    query = sa.select(Rfq).where(Rfq.id == rfq_id).options(joinedload(Rfq.group_buy))
    rfq = session.scalars(query).one_or_none()
    if rfq is None:
        raise NotFound()
    return rfq


def _quotes(session: Session, rfq_id: UUID) -> list[Quote]:
    query = sa.select(Quote).where(Quote.rfq_id == rfq_id).options(joinedload(Quote.carrier))
    return list(session.scalars(query.order_by(Quote.total_minor.nulls_last(), Quote.carrier_id)))


def _same_line() -> sa.ColumnElement[bool]:
    return sa.and_(RfqLine.rfq_id == QuotePrice.rfq_id, RfqLine.line_id == QuotePrice.line_id)


def _seen(quote: Quote, *, whole: bool) -> QuoteSeen:
    return QuoteSeen(
        id=quote.id,
        rfq_id=quote.rfq_id,
        carrier=quote.carrier,
        envelope_sha256=quote.envelope_sha256,
        total_minor=quote.total_minor,
        usable=quote.usable,
        unusable_reason=quote.unusable_reason if whole else None,
        sealed_at=quote.sealed_at if whole else None,
        valid_until=quote.valid_until if whole else None,
        priced_lines=quote.priced_lines if whole else None,
        firm_down_to_bps=quote.firm_down_to_bps if whole else None,
        terms=quote.terms if whole else None,
    )
