"""Lines priced, joined and changed: a member's stay in a group buy, in requests and answers."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import LineState
from marketplace.domain.products import Interface, Product, Protection, Relation
from marketplace.schemas.fields import Amount, Choice, Schema, Text, Uuid, Whole, listed
from marketplace.schemas.group_buys import StandingSchema
from marketplace.schemas.lines import OPTIONAL, LineSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant

MOST_LINES = 200


class PriceCheckSchema(Schema):
    """Lines to be priced as if they were the caller's in the group buy."""

    lines = listed(fields.Nested(LineSchema), 1, MOST_LINES, required=True)


class PricedLineSchema(Schema):
    list_minor = Amount()
    price_minor = Amount()
    next_price_minor = Amount(allow_none=True)
    content = fields.Boolean()
    lines = Whole(metadata={"description": "2 for two carriers: two lines at these prices each"})


class PriceCheckAnswerSchema(Schema):
    """Prices for the whole term, in fen; name `price_minor` as the price shown when joining."""

    forming = fields.Boolean()
    live = fields.Nested(StandingSchema)
    lines = listed(fields.Nested(PricedLineSchema))
    list_minor = Amount()
    price_minor = Amount()


class ShownLineSchema(LineSchema):
    """A line with the price that was shown for it."""

    price_shown_minor = Amount(**OPTIONAL)


class PricedSheetSchema(Schema):
    """The lines of a CSV file with the prices shown for them."""

    lines = listed(fields.Nested(ShownLineSchema))
    check = fields.Nested(PriceCheckAnswerSchema)


class JoinSchema(Schema):
    """Lines with the prices shown; the join is refused if a price rose meanwhile."""

    lines = listed(fields.Nested(ShownLineSchema), 1, MOST_LINES, required=True)


class JoinedLineSchema(Schema):
    id = Uuid()
    number = Whole()
    label = Text()
    list_minor = Amount()
    shown_minor = Amount()
    diverse_from_id = Uuid(allow_none=True)


class JoinedSchema(Schema):
    """The join that stands."""

    id = Uuid()
    group_buy_id = Uuid()
    state = Text()
    lines = listed(fields.Nested(JoinedLineSchema))


class OwnLineSchema(Schema):
    """A member's line with everything it said and was shown."""

    id = Uuid()
    number = Whole()
    label = Text()
    state = Choice(LineState)
    corridor = fields.String(attribute="corridor.code")
    product = Choice(Product)
    mbps = Whole()
    term_months = Whole()
    protection = Choice(Protection)
    diverse_from_id = Uuid(
        allow_none=True,
        metadata={
            "description": "two carriers: the first line, whose carrier may not be this one's"
        },
    )
    interface = Choice(Interface)
    availability_bps = Whole()
    rtt_limit_us = Whole(allow_none=True)
    mttr_hours = Whole(allow_none=True)
    wanted_on = Day()
    a_address = Text()
    a_building = Text()
    a_room = Text()
    z_city = Text()
    z_address = Text()
    z_occupant = Text()
    z_relation = Choice(Relation)
    own_limit_minor = Amount(allow_none=True)
    list_minor = Amount()
    shown_minor = Amount()
    locked_minor = Amount(allow_none=True)
    ceiling_minor = Amount()
    present_monthly_minor = Amount(allow_none=True)
    present_exit_minor = Amount(allow_none=True)
    present_ends_on = Day(allow_none=True)


class ParticipationSchema(Schema):
    """A member's stay in a group buy with its lines."""

    id = Uuid()
    group_buy_id = Uuid()
    state = Text()
    joined_at = Instant()
    left_at = Instant(allow_none=True)
    lines = listed(fields.Nested(OwnLineSchema))
    version = Whole()


class MemberDemandSchema(ParticipationSchema):
    """A participation with its member's names, for the organiser."""

    member = fields.Nested(PartySchema)
