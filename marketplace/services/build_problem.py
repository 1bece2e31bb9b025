"""The lines and quotes of an RFQ as plain values, each read in one query."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.award_problem import ProblemLine, ProblemQuote, award_problem
from marketplace.domain.lives import LineState
from marketplace.domain.quote_pricing import RateKey, WantedLine
from marketplace.domain.quote_terms import volume_terms_of
from marketplace.models import Corridor, Line, Lot, Organisation, Quote, QuotePrice, RfqLine


def find_problem_lines(session: Session, rfq_id: UUID) -> dict[UUID, ProblemLine]:
    """The RFQ's lines by id, in the order of their references; members are numbered, not named.

    A line that was released since is left out.
    """
    found = session.execute(
        sa.select(
            RfqLine.line_id,
            RfqLine.reference,
            Lot.code,
            Line.member_id,
            Line.diverse_from_id,
            Line.mbps,
            RfqLine.ceiling_minor,
            RfqLine.outside_option_minor,
        )
        .join(Lot, Lot.id == RfqLine.lot_id)
        .join(Line, Line.id == RfqLine.line_id)
        .where(RfqLine.rfq_id == rfq_id, Line.state != LineState.RELEASED)
        .order_by(RfqLine.reference)
    )
    rows = found.all()
    references = {row.line_id: row.reference for row in rows}
    members: dict[UUID, str] = {}
    return {
        row.line_id: ProblemLine(
            row.reference,
            row.code,
            members.setdefault(row.member_id, f"M{len(members) + 1:03d}"),
            row.mbps,
            row.ceiling_minor,
            row.outside_option_minor,
            references.get(row.diverse_from_id),
        )
        for row in rows
    }


def find_wanted_lines(session: Session, rfq_id: UUID) -> list[WantedLine]:
    """What each line of the RFQ that was not released demands of a rate row."""
    rows = session.execute(
        sa.select(
            Line.id,
            Corridor.code,
            Line.product,
            Line.term_months,
            Line.protection,
            Line.mbps,
            Line.rtt_limit_us,
            Line.availability_bps,
            Line.wanted_on,
            RfqLine.reference,
        )
        .join(RfqLine, RfqLine.line_id == Line.id)
        .join(Corridor, Corridor.id == Line.corridor_id)
        .where(RfqLine.rfq_id == rfq_id, Line.state != LineState.RELEASED)
        .order_by(RfqLine.reference)
    )
    return [
        WantedLine(
            row.id,
            RateKey(row.code, str(row.product), row.term_months, str(row.protection)),
            row.mbps,
            row.rtt_limit_us,
            row.availability_bps,
            row.wanted_on,
            row.reference,
        )
        for row in rows
    ]


def build_problem(session: Session, rfq_id: UUID) -> dict[str, Any]:
    """The award-problem/1 of an opened RFQ; a carrier is named by its credit code.

    The credit code is public, never changes, and orders the tie rule alike for everyone.
    """
    lines = find_problem_lines(session, rfq_id)
    prices = _prices(session, rfq_id, lines)
    quotes = session.execute(
        sa.select(Quote.id, Quote.terms, Organisation.uscc)
        .join(Organisation, Organisation.id == Quote.carrier_id)
        .where(Quote.rfq_id == rfq_id, Quote.usable)
        .order_by(Organisation.uscc)
    )
    asked = [ProblemQuote(row.uscc, prices[row.id], **volume_terms_of(row.terms)) for row in quotes]
    return award_problem(list(lines.values()), asked)


def _prices(
    session: Session, rfq_id: UUID, lines: dict[UUID, ProblemLine]
) -> dict[UUID, dict[str, int]]:
    """By quote, the price of each line reference that it prices."""
    prices: dict[UUID, dict[str, int]] = defaultdict(dict)
    found = sa.select(QuotePrice.quote_id, QuotePrice.line_id, QuotePrice.price_minor)
    for quote_id, line_id, price in session.execute(found.where(QuotePrice.rfq_id == rfq_id)):
        if line_id in lines:
            prices[quote_id][lines[line_id].reference] = price
    return prices
