"""Every other usable quote that prices a member's awarded line, as it could be taken now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.firmness import STAYS
from marketplace.domain.lives import AcceptanceState, AwardState
from marketplace.domain.offer_figures import figures_of
from marketplace.domain.other_quotes import Obstacle, Volume, rate_bps, volume_obstacle
from marketplace.domain.working_days import local_day
from marketplace.errors import NotFound
from marketplace.models import (
    Award,
    AwardLine,
    Line,
    Lot,
    Organisation,
    Quote,
    QuotePrice,
    RfqLine,
    Solve,
)
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_award_volumes import AwardVolumes, find_award_volumes
from pricing.terms import Comparable, schedule

Priced = tuple[QuotePrice, Quote]


@dataclass(frozen=True)
class OtherQuote:
    """What another bidder asks for the line, in fen for the whole term, tax-exclusive.

    Priced at that carrier's awarded volume plus this line. `obstacle` says why it cannot be
    taken; None when it can.
    """

    carrier: Organisation
    list_minor: int
    discount_bps: int
    price_minor: int
    one_off_minor: int
    first_month_minor: int
    monthly_minor: int
    months: int
    mbps: int
    rtt_us: int
    availability_bps: int
    delivery_days: int
    valid_until: date
    above_ceiling: bool
    obstacle: Obstacle | None

    @property
    def figures(self) -> Comparable | None:
        return figures_of(self, self.months, self.mbps)


def find_other_quotes(
    session: Session, *, award_line_id: UUID, identity: Identity
) -> list[OtherQuote]:
    """The line's other quotes, the cheapest first; none once its answer is final.

    For its member, and for those who read the quotes anyway. Raises NotFound.
    """
    row = session.scalars(
        sa.select(AwardLine)
        .where(AwardLine.id == award_line_id)
        .options(
            joinedload(AwardLine.line), joinedload(AwardLine.award).joinedload(Award.group_buy)
        )
    ).one_or_none()
    if row is None or not (
        identity.is_of(row.line.member_id)
        or allowed(Permission.QUOTES_READ, identity, row.award.group_buy)
    ):
        raise NotFound()
    return other_quotes(session, row.award, [row])[row.line_id]


def other_quotes(
    session: Session, award: Award, rows: Sequence[AwardLine]
) -> dict[UUID, list[OtherQuote]]:
    """By line of the rows, whose `line` is loaded, its other quotes."""
    found: dict[UUID, list[OtherQuote]] = {row.line_id: [] for row in rows}
    open_ = [row for row in rows if not row.held]
    if not open_ or award.state != AwardState.STANDING or award.settled_at is not None:
        return found
    volumes, earned = find_award_volumes(session, award), earned_bundles(session, award)
    partners = find_partners(session, award, open_)
    for row, lot, priced in _priced(session, award, open_):
        quotes = [
            priced_at(award, row, lot, one, volumes, earned, partners.get(row.line_id))
            for one in priced
            if one[1].carrier_id != row.carrier_id
        ]
        found[row.line_id] = sorted(quotes, key=lambda q: (q.price_minor, q.carrier.uscc))
    return found


def priced_at(
    award: Award,
    row: AwardLine,
    lot: str,
    one: Priced,
    volumes: AwardVolumes,
    earned: dict[str, set[str]],
    partner: AwardLine | None,
) -> OtherQuote:
    """One quote for one line."""
    price, quote = one
    line = Volume(1, row.line.mbps, price.price_minor)
    carrier = quote.carrier
    rate = rate_bps(
        quote.terms, lot, line, volumes.awarded[carrier.id], earned.get(carrier.uscc, set())
    )
    parts = schedule(price.one_off_minor, price.monthly_minor, row.line.term_months, rate)
    return OtherQuote(
        carrier=carrier,
        list_minor=price.price_minor,
        discount_bps=rate,
        price_minor=parts.total_minor,
        one_off_minor=parts.one_off_minor,
        first_month_minor=parts.first_month_minor,
        monthly_minor=parts.monthly_minor,
        months=row.line.term_months,
        mbps=row.line.mbps,
        rtt_us=price.rtt_us,
        availability_bps=price.availability_bps,
        delivery_days=price.delivery_days,
        valid_until=quote.valid_until,
        above_ceiling=parts.total_minor > row.ceiling_minor,
        obstacle=_obstacle(award, row, lot, line, quote, volumes, partner),
    )


def _obstacle(
    award: Award,
    row: AwardLine,
    lot: str,
    line: Volume,
    quote: Quote,
    volumes: AwardVolumes,
    partner: AwardLine | None,
) -> Obstacle | None:
    if quote.valid_until < local_day(award.acceptance_due_at):
        return Obstacle.EXPIRES
    if partner is not None and meets(partner, quote.carrier_id):
        return Obstacle.PAIR
    taken = dict(volumes.taken[quote.carrier_id])
    if row.acceptance == AcceptanceState.CHOSEN and row.taken_carrier_id == quote.carrier_id:
        taken[lot] = taken[lot] - line  # its own choice stands already
    return volume_obstacle(quote.terms, lot, line, taken)


def meets(partner: AwardLine, carrier_id: UUID) -> bool:
    """Whether the other line of the pair is, or may still be, with that carrier."""
    live = partner.acceptance in STAYS or partner.acceptance == AcceptanceState.PENDING
    return live and partner.agreed_carrier_id == carrier_id


def find_partners(
    session: Session, award: Award, rows: Sequence[AwardLine]
) -> dict[UUID, AwardLine]:
    """By line, the award line of the other line of its pair."""
    first = {r.line.diverse_from_id: r.line_id for r in rows if r.line.diverse_from_id}
    found = session.execute(
        sa.select(AwardLine, Line.diverse_from_id)
        .join(Line, Line.id == AwardLine.line_id)
        .where(
            AwardLine.award_id == award.id,
            sa.or_(
                AwardLine.line_id.in_(list(first)),
                Line.diverse_from_id.in_([row.line_id for row in rows]),
            ),
        )
    )
    partners: dict[UUID, AwardLine] = {}
    for partner, diverse_from_id in found:
        if partner.line_id in first:
            partners[first[partner.line_id]] = partner
        if diverse_from_id is not None:
            partners[diverse_from_id] = partner
    return partners


def earned_bundles(session: Session, award: Award) -> dict[str, set[str]]:
    """By credit code of the carrier, the bundles that the award earned."""
    result = session.scalar(sa.select(Solve.result).where(Solve.id == award.solve_id)) or {}
    earned: dict[str, set[str]] = defaultdict(set)
    for bundle in result.get("bundles") or ():
        if bundle["earned"]:
            earned[bundle["carrier"]].add(bundle["id"])
    return earned


def _priced(
    session: Session, award: Award, rows: Sequence[AwardLine]
) -> list[tuple[AwardLine, str, list[Priced]]]:
    """Each row with the code of its lot and the usable quotes that price it."""
    ids = [row.line_id for row in rows]
    lots: dict[Any, str] = dict(
        session.execute(
            sa.select(RfqLine.line_id, Lot.code)
            .join(Lot, Lot.id == RfqLine.lot_id)
            .where(RfqLine.rfq_id == award.rfq_id, RfqLine.line_id.in_(ids))
        ).all()
    )
    prices: dict[UUID, list[Priced]] = defaultdict(list)
    found = session.execute(
        sa.select(QuotePrice, Quote)
        .join(Quote, Quote.id == QuotePrice.quote_id)
        .where(QuotePrice.rfq_id == award.rfq_id, QuotePrice.line_id.in_(ids), Quote.usable)
        .options(joinedload(Quote.carrier))
    )
    for price, quote in found:
        prices[price.line_id].append((price, quote))
    return [(row, lots[row.line_id], prices[row.line_id]) for row in rows]
