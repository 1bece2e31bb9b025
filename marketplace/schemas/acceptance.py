"""Acceptance: other bidders' quotes, firmness, carriers' confirmations, places to be taken."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

import marshmallow as ma
from marshmallow import fields

from marketplace.domain.lives import ConfirmationState
from marketplace.domain.other_quotes import Obstacle
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Flag,
    Schema,
    Text,
    Uuid,
    Whole,
    listed,
    refuse,
)
from marketplace.schemas.offer_figures import OfferFiguresSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant

MOST_ANSWERS = 200
"in one request"


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


class Said(fields.Field[Any]):
    """`accept`, `decline`, or the id of the carrier whose quote is taken."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | UUID:
        if value in ("accept", "decline"):
            return str(value)
        try:
            return UUID(str(value))
        except ValueError:
            raise refuse("field_invalid") from None


class AnswerSchema(Schema):
    """One line's answer; without one the line is left as it is.

    `consents` names the carriers whose price above the ceiling is expressly consented to.
    """

    award_line_id = Uuid(required=True)
    answer = Said(load_default=None)
    consents = listed(Uuid(), load_default=list)
    reason = Text(0, 1000, lines=True, load_default=None, allow_none=True)

    @ma.validates_schema
    def reason_of_an_answer(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("reason") and data.get("answer") is None:
            raise ma.ValidationError({"answer": refuse("field_required").messages})


class AnswersSchema(Schema):
    """The answers to all lines that one page shows."""

    answers = listed(fields.Nested(AnswerSchema), load_default=list)


class AnswerKind(StrEnum):
    """What a member says to one of its lines."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CHOOSE = "choose"
    "another bidder's quote, of `carrier_id`"


class LineAnswerSchema(Schema):
    """One line's answer. `consent`: to a price of the chosen carrier above the line's ceiling."""

    award_line_id = Uuid(required=True)
    answer = Choice(AnswerKind, required=True)
    carrier_id = Uuid(load_default=None, allow_none=True)
    consent = Flag(load_default=False)
    reason = Text(0, 1000, lines=True, load_default=None, allow_none=True)

    @ma.validates_schema
    def what_the_answer_takes(self, data: dict[str, Any], **kwargs: Any) -> None:
        chooses = data.get("answer") == AnswerKind.CHOOSE
        if chooses and data.get("carrier_id") is None:
            raise ma.ValidationError({"carrier_id": refuse("field_required").messages})
        if not chooses and data.get("carrier_id") is not None:
            raise ma.ValidationError({"carrier_id": refuse("field_unknown").messages})
        if data.get("reason") and data.get("answer") != AnswerKind.DECLINE:
            raise ma.ValidationError({"reason": refuse("field_unknown").messages})


class LineAnswersSchema(Schema):
    """Answers to lines of one award; those that are not named stay as they are."""

    answers = listed(fields.Nested(LineAnswerSchema), 1, MOST_ANSWERS, required=True)


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
