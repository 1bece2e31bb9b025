"""Acceptance: other bidders' quotes, firmness, carriers' confirmations, places to be taken."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import ConfirmationState
from marketplace.domain.other_quotes import Obstacle
from marketplace.schemas.fields import Amount, Bps, Choice, Flag, Schema, Uuid, Whole
from marketplace.schemas.offer_figures import OfferFiguresSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant


class OtherQuoteSchema(Schema):
    """Another bidder's quote for the line, at that carrier's awarded volume plus this line.

    `obstacle` says why it cannot be taken; null when it can.
    """

    carrier = fields.Nested(PartySchema)
    list_minor = Amount()
    discount_bps = Bps()
    price_minor = Amount()
    one_off_minor = Amount()
    first_month_minor = Amount()
    monthly_minor = Amount()
    figures = fields.Nested(OfferFiguresSchema)
    rtt_us = Whole()
    availability_bps = Bps()
    delivery_days = Whole()
    valid_until = Day()
    above_ceiling = Flag()
    obstacle = Choice(Obstacle, allow_none=True)


class ChoiceSchema(Schema):
    """`consent`: express consent to a price above the line's ceiling."""

    carrier_id = Uuid(required=True)
    consent = Flag(load_default=False)


class ConsentSchema(Schema):
    """Express consent to a price above the ceiling: a box that nobody ticks in advance."""

    consent = Flag(load_default=False)


class FirmnessSchema(Schema):
    """A carrier's accepted bandwidth against what its prices need to hold."""

    carrier = fields.Nested(PartySchema)
    awarded_mbps = Whole()
    accepted_mbps = Whole()
    needed_mbps = Whole()
    missing_mbps = Whole()
    firm_down_to_bps = Bps()
    holds = Flag()


class ConfirmationSchema(Schema):
    """A carrier still short after the re-award confirms its prices, or its lines are released."""

    id = Uuid()
    award_id = Uuid()
    group_buy_id = Uuid()
    carrier = fields.Nested(PartySchema)
    state = Choice(ConfirmationState)
    awarded_mbps = Whole()
    accepted_mbps = Whole()
    asked_at = Instant()
    due_at = Instant()
    decided_at = Instant(allow_none=True)


class PlaceSchema(Schema):
    """The place of a declined line that your waiting line may take now."""

    award_id = Uuid(attribute="award.id")
    carrier = fields.Nested(PartySchema, attribute="declined.carrier")
    list_minor = Amount(attribute="declined.list_minor")
    discount_bps = Bps(attribute="declined.discount_bps")
    price_minor = Amount(attribute="declined.price_minor")
    one_off_minor = Amount(attribute="declined.one_off_minor")
    first_month_minor = Amount(attribute="declined.first_month_minor")
    monthly_minor = Amount(attribute="declined.monthly_minor")
    rtt_us = Whole(attribute="place.rtt_us")
    availability_bps = Bps(attribute="place.availability_bps")
    delivered_on = Day(attribute="place.delivered_on")
    due_at = Instant(attribute="award.acceptance_due_at")
