"""A member takes another bidder's quote for a line (自主选择), at the price of that day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import AcceptanceEvent
from marketplace.domain.other_quotes import Obstacle
from marketplace.errors import Conflict, invalid
from marketplace.models import AwardLine
from marketplace.security.identity import Identity
from marketplace.services.find_other_quotes import OtherQuote, other_quotes
from marketplace.services.lock_award_lines import lock_to_answer

REFUSALS = {
    Obstacle.CAPACITY: "quote_capacity_full",
    Obstacle.MINIMUM: "quote_below_minimum",
    Obstacle.PAIR: "pair_same_carrier",
    Obstacle.EXPIRES: "quote_expires_before_due",
}


def choose_other_quote(
    session: Session,
    *,
    award_line_id: UUID,
    carrier_id: UUID,
    consent: bool = False,
    identity: Identity,
    now: datetime,
) -> AwardLine:
    """Take the carrier's quote for the line; price and schedule are fixed from then on.

    A price above the line's ceiling needs express consent. Raises NotFound, Forbidden, TooEarly,
    TooLate, Invalid (not_known, consent_required), Conflict (quote_capacity_full,
    quote_below_minimum, pair_same_carrier, quote_expires_before_due, own_award, award_settled,
    answer_final, place_taken).
    """
    answering = lock_to_answer(
        session, award_line_id, carrier_id=carrier_id, identity=identity, now=now
    )
    line = answering.line
    if carrier_id == line.carrier_id:
        raise Conflict("own_award")
    session.flush()
    quotes = other_quotes(session, answering.award, [line])[line.line_id]
    quote = next((one for one in quotes if one.carrier.id == carrier_id), None)
    if quote is None or answering.quote is None:
        raise invalid("/carrier_id", "not_known", value=str(carrier_id))
    if quote.obstacle is not None:
        raise Conflict(REFUSALS[quote.obstacle])
    if quote.above_ceiling and not consent:
        raise invalid(
            "/consent",
            "consent_required",
            price_minor=quote.price_minor,
            ceiling_minor=line.ceiling_minor,
        )
    return _take(line, quote, identity, now)


def _take(line: AwardLine, quote: OtherQuote, identity: Identity, now: datetime) -> AwardLine:
    line.taken_carrier_id = quote.carrier.id
    line.taken_list_minor, line.taken_discount_bps = quote.list_minor, quote.discount_bps
    line.taken_price_minor = quote.price_minor
    line.taken_one_off_minor = quote.one_off_minor
    line.taken_first_month_minor = quote.first_month_minor
    line.taken_monthly_minor = quote.monthly_minor
    line.consented_at = now if quote.above_ceiling else None
    line.decline_reason = None
    line.decided_at, line.decided_by = now, identity.user_id
    line.advance(
        AcceptanceEvent.CHOOSE,
        by=identity,
        now=now,
        carrier_id=str(quote.carrier.id),
        price_minor=quote.price_minor,
        ceiling_minor=line.ceiling_minor,
        consent=quote.above_ceiling,
    )
    return line
