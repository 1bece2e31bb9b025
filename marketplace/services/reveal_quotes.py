"""Decrypt the quotes of a due RFQ, price every line by each, and keep what was found."""

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
from marketplace.domain.lives import GroupBuyEvent, RfqEvent
from marketplace.domain.quote_pricing import LinePricing, WantedLine, price_lines
from marketplace.domain.quote_terms import line_rows_of, rows_of, volume_terms_of
from marketplace.domain.working_days import local_day
from marketplace.models import Quote, QuoteOrigin, QuotePrice, Rfq
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.build_problem import find_problem_lines, find_wanted_lines
from marketplace.services.fail_rfq import fail_with
from marketplace.services.read_envelopes import Opened, read_envelopes
from marketplace.services.screen_quotes import JOB as SCREEN_JOB
from marketplace.services.seal_origin import origin_of
from marketplace.services.tell_rfq import tell_carriers, tell_organiser

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PricedQuote:
    """An opened quote with what it asks for each line that it prices."""

    opened: Opened
    prices: list[LinePricing]
    total_minor: int | None
    unusable_reason: str | None


def reveal_quotes(
    session: Session,
    rfq: Rfq,
    event: RfqEvent,
    received: int,
    *,
    config: Config,
    jobs: JobQueue,
    identity: Identity | None,
    now: datetime,
    reason: str | None = None,
) -> Rfq:
    """Open the locked RFQ by this event, or fail it and its group buy when no quote is usable.

    The screening is enqueued in the same transaction. Of a failed RFQ nothing of a quote's content
    is stored.
    """
    opened = read_envelopes(session, rfq=rfq, sealing_key=config.sealing_key, now=now)
    quotes = _priced_quotes(session, rfq, opened, now)
    if all(quote.unusable_reason for quote in quotes):
        rfq.quotes_received = received
        return fail_with(session, rfq, "no_usable_quote", identity=identity, now=now)
    _store(session, rfq, quotes)
    rfq.opened_at, rfq.quotes_received = now, received
    _advance(rfq, event, quotes, identity, now, reason)
    jobs.defer(session, SCREEN_JOB, rfq_id=str(rfq.id))
    tell_organiser(session, rfq, "rfq_opened", now=now)
    tell_carriers(session, rfq, "rfq_totals_published", now=now)
    log.info("quotes_opened", extra={"rfq_id": rfq.id, "quotes": received})
    return rfq


def _advance(
    rfq: Rfq,
    event: RfqEvent,
    quotes: Sequence[PricedQuote],
    identity: Identity | None,
    now: datetime,
    reason: str | None,
) -> None:
    hashes = {str(quote.opened.carrier_id): quote.opened.envelope_sha256 for quote in quotes}
    usable = sum(quote.unusable_reason is None for quote in quotes)
    rfq.advance(
        event,
        by=identity,
        now=now,
        reason=reason,
        received=rfq.quotes_received,
        usable=usable,
        envelopes_sha256=hashes,
    )
    rfq.group_buy.advance(GroupBuyEvent.OPEN_QUOTES, by=identity, now=now, rfq_id=str(rfq.id))


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
    due_on = local_day(rfq.quotes_due_at)
    prices = price_lines(rows_of(quote.terms), wanted, due_on, line_rows_of(quote.terms, wanted))
    if not prices:
        return PricedQuote(quote, [], None, "prices_no_line")
    by_reference = {lines[priced.line_id].reference: priced.price_minor for priced in prices}
    asked = ProblemQuote("-", by_reference, **volume_terms_of(quote.terms))
    return PricedQuote(quote, prices, total_if_all_won(list(lines.values()), asked), None)


def _store(session: Session, rfq: Rfq, quotes: Sequence[PricedQuote]) -> None:
    prices: list[dict[str, Any]] = []
    origins: list[QuoteOrigin] = []
    for quote in quotes:
        stored = _quote(rfq, quote)
        session.add(stored)
        origins.append(origin_of(stored.id, rfq.id, quote.opened.document))
        prices += [_price(stored, priced) for priced in quote.prices]
    session.flush()
    session.add_all(origins)
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
        firm_down_to_bps=(quote.opened.terms or {}).get("firm_down_to_bps", 0),
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
