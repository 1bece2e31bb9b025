"""Open the sealed quotes of an RFQ once its due time has come, and price every line by each."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.domain.award_problem import ProblemLine, ProblemQuote, total_if_all_won
from marketplace.domain.lives import GroupBuyEvent, RfqEvent, RfqState
from marketplace.domain.quote_pricing import (
    LinePricing,
    RateKey,
    RateRow,
    WantedLine,
    price_lines,
)
from marketplace.domain.working_days import local_day
from marketplace.errors import TooEarly
from marketplace.models import Quote, QuotePrice, Rfq
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.build_problem import find_problem_lines, find_wanted_lines
from marketplace.services.find_rfqs import lock_rfq
from marketplace.services.read_envelopes import Opened, read_envelopes

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PricedQuote:
    """An opened quote with what it asks for each line that it prices."""

    opened: Opened
    prices: list[LinePricing]
    total_minor: int | None
    unusable_reason: str | None


def open_quotes(
    session: Session,
    *,
    rfq_id: UUID,
    config: Config,
    identity: Identity | None = None,
    now: datetime,
) -> Rfq:
    """Open the RFQ, or fail it and its group buy when too few quotes came or none is usable.

    Raises NotFound, Forbidden, IllegalMove (not quoting), TooEarly (before `quotes_due_at`).
    Of a failed RFQ nothing of a quote's content is stored.
    """
    rfq = lock_rfq(session, rfq_id)
    if identity is not None:
        require(Permission.RFQ_ORGANISE, identity, rfq.group_buy)
    if rfq.state == RfqState.QUOTING and now < rfq.quotes_due_at:
        raise TooEarly(opens_at=rfq.quotes_due_at.isoformat())
    rfq.life.after(rfq.state, RfqEvent.OPEN)
    opened = read_envelopes(session, rfq=rfq, sealing_key=config.sealing_key, now=now)
    received = sum(quote.unusable_reason is None for quote in opened)
    if received < rfq.min_quotes:
        return _fail(rfq, "too_few_quotes", received, identity, now)
    quotes = _priced_quotes(session, rfq, opened, now)
    if all(quote.unusable_reason for quote in quotes):
        return _fail(rfq, "no_usable_quote", received, identity, now)
    _store(session, rfq, quotes)
    _advance(rfq, quotes, received, identity, now)
    log.info("quotes_opened", extra={"rfq_id": rfq.id, "quotes": received})
    return rfq


def _advance(
    rfq: Rfq,
    quotes: Sequence[PricedQuote],
    received: int,
    identity: Identity | None,
    now: datetime,
) -> None:
    rfq.opened_at, rfq.quotes_received = now, received
    hashes = {str(quote.opened.carrier_id): quote.opened.envelope_sha256 for quote in quotes}
    usable = sum(quote.unusable_reason is None for quote in quotes)
    rfq.advance(
        RfqEvent.OPEN,
        by=identity,
        now=now,
        received=received,
        usable=usable,
        envelopes_sha256=hashes,
    )
    rfq.group_buy.advance(GroupBuyEvent.OPEN_QUOTES, by=identity, now=now, rfq_id=str(rfq.id))


def _fail(rfq: Rfq, reason: str, received: int, identity: Identity | None, now: datetime) -> Rfq:
    rfq.failed_reason, rfq.quotes_received = reason, received
    rfq.advance(RfqEvent.FAIL, by=identity, now=now, reason=reason, received=received)
    rfq.group_buy.advance(GroupBuyEvent.FAIL, by=identity, now=now, reason=reason)
    log.info("rfq_failed", extra={"rfq_id": rfq.id, "reason": reason})
    return rfq


def _priced_quotes(
    session: Session, rfq: Rfq, opened: Sequence[Opened], now: datetime
) -> list[PricedQuote]:
    lines = find_problem_lines(session, rfq.id)
    wanted = find_wanted_lines(session, rfq.id)
    return [_priced(rfq, quote, lines, wanted, now) for quote in opened]


def _priced(
    rfq: Rfq,
    quote: Opened,
    lines: dict[UUID, ProblemLine],
    wanted: Sequence[WantedLine],
    now: datetime,
) -> PricedQuote:
    if quote.terms is None or quote.valid_until is None:
        return PricedQuote(quote, [], None, quote.unusable_reason)
    if quote.valid_until < local_day(now):
        return PricedQuote(quote, [], None, "validity_passed")
    prices = price_lines(rows_of(quote.terms), wanted, local_day(rfq.quotes_due_at))
    if not prices:
        return PricedQuote(quote, [], None, "prices_no_line")
    by_reference = {lines[priced.line_id].reference: priced.price_minor for priced in prices}
    asked = ProblemQuote("-", by_reference, quote.terms["ladders"])
    return PricedQuote(quote, prices, total_if_all_won(list(lines.values()), asked), None)


def rows_of(terms: dict[str, Any]) -> list[RateRow]:
    """The rate rows of a sealed document."""
    return [
        RateRow(
            RateKey(row["corridor"], row["product"], row["term_months"], row["protection"]),
            row["mbps"],
            row["one_off_minor"],
            row["monthly_minor"],
            row["rtt_us"],
            row["availability_bps"],
            row["delivery_days"],
        )
        for row in terms["rate_rows"]
    ]


def _store(session: Session, rfq: Rfq, quotes: Sequence[PricedQuote]) -> None:
    prices: list[dict[str, Any]] = []
    for quote in quotes:
        stored = _quote(rfq, quote)
        session.add(stored)
        prices += [_price(stored, priced) for priced in quote.prices]
    session.flush()
    if prices:
        session.execute(sa.insert(QuotePrice), prices)


def _quote(rfq: Rfq, quote: PricedQuote) -> Quote:
    return Quote(
        id=uuid4(),
        rfq_id=rfq.id,
        carrier_id=quote.opened.carrier_id,
        envelope_sha256=quote.opened.envelope_sha256,
        sealed_at=quote.opened.sealed_at,
        valid_until=quote.opened.valid_until or local_day(rfq.quotes_due_at),
        usable=quote.unusable_reason is None,
        unusable_reason=quote.unusable_reason,
        total_minor=quote.total_minor,
        priced_lines=len(quote.prices),
        terms=quote.opened.terms or {},
    )


def _price(quote: Quote, priced: LinePricing) -> dict[str, Any]:
    return {
        "quote_id": quote.id,
        "rfq_id": quote.rfq_id,
        "line_id": priced.line_id,
        "row_mbps": priced.row.mbps,
        "one_off_minor": priced.row.one_off_minor,
        "monthly_minor": priced.row.monthly_minor,
        "price_minor": priced.price_minor,
        "rtt_us": priced.row.rtt_us,
        "availability_bps": priced.row.availability_bps,
        "delivery_days": priced.row.delivery_days,
    }
