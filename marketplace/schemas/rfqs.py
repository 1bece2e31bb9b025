"""RFQs (询比), their lines, receipts, and quotes as they were opened."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import RfqProfile, RfqState
from marketplace.domain.products import Interface, Product, Protection
from marketplace.schemas.fields import Amount, Bps, Choice, Flag, Mbps, Schema, Text, Uuid, Whole
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant

MOST_TEXT = 4_000


class OfGroupBuySchema(Schema):
    group_buy_id = Uuid(load_default=None)


class NewRfqSchema(Schema):
    """When the quotes are due and by which rules; `questions_due_at` null: with the quotes."""

    quotes_due_at = Instant(required=True)
    questions_due_at = Instant(load_default=None, allow_none=True)
    profile = Choice(RfqProfile, load_default=RfqProfile.SIMPLE)
    min_quotes = Whole(1, 20, load_default=None, allow_none=True)
    notes = Text(0, MOST_TEXT, lines=True, load_default="")


class RerunSchema(NewRfqSchema):
    """A new RFQ in place of one that came short or was opened, with the reason."""

    reason = Text(1, MOST_TEXT, lines=True, required=True)


class LotSchema(Schema):
    code = Text()
    corridor = Text(attribute="corridor.code")
    z_city_zh = Text(attribute="corridor.z_city_zh")
    z_city_en = Text(attribute="corridor.z_city_en")
    rtt_floor_us = Whole(attribute="corridor.rtt_floor_us")
    product = Choice(Product)


class RfqSchema(Schema):
    id = Uuid()
    group_buy_id = Uuid()
    title_zh = Text(attribute="group_buy.title_zh")
    title_en = Text(attribute="group_buy.title_en")
    organiser = fields.Nested(PartySchema, attribute="group_buy.organiser")
    number = Whole()
    state = Choice(RfqState)
    profile = Choice(RfqProfile)
    rerun_of_id = Uuid(allow_none=True)
    rerun_reason = Text(allow_none=True)
    notes = Text()
    issued_at = Instant()
    questions_due_at = Instant(allow_none=True)
    quotes_due_at = Instant()
    opened_at = Instant(allow_none=True)
    min_quotes = Whole()
    quotes_received = Whole(allow_none=True)
    failed_reason = Text(allow_none=True)
    allowed_at = Instant(allow_none=True)
    allowed_reason = Text(allow_none=True)
    lots = fields.List(fields.Nested(LotSchema))


class RfqLineSchema(Schema):
    """A line as carriers read it; `line_id` only for organiser and overseers."""

    reference = Text()
    lot = Text()
    corridor = Text()
    product = Choice(Product)
    a_building = Text()
    z_city = Text()
    mbps = Mbps()
    term_months = Whole()
    protection = Choice(Protection)
    diverse_from = Text(allow_none=True)
    interface = Choice(Interface)
    availability_bps = Bps()
    rtt_limit_us = Whole(allow_none=True)
    mttr_hours = Whole(allow_none=True)
    wanted_on = Day()
    released = Flag()
    line_id = Uuid(allow_none=True)


class ReceiptSchema(Schema):
    """The carrier's receipt; the hash is published at the opening."""

    sealed_at = Instant()
    envelope_sha256 = Text()
    bytes = Whole()


class QuoteSchema(Schema):
    """An opened quote; a bidder reads only names, totals and hashes of the others."""

    id = Uuid()
    rfq_id = Uuid()
    carrier = fields.Nested(PartySchema)
    envelope_sha256 = Text()
    total_minor = Amount(allow_none=True)
    usable = Flag()
    unusable_reason = Text(allow_none=True)
    sealed_at = Instant(allow_none=True)
    valid_until = Day(allow_none=True)
    priced_lines = Whole(allow_none=True)
    firm_down_to_bps = Bps(allow_none=True)
    terms = fields.Raw(allow_none=True, metadata={"type": ["object", "null"]})


class QuotePriceSchema(Schema):
    """What a quote asks for one line before its ladder: one-off + monthly x months."""

    reference = Text()
    row_mbps = Mbps()
    one_off_minor = Amount()
    monthly_minor = Amount()
    price_minor = Amount()
    rtt_us = Whole()
    availability_bps = Bps()
    delivery_days = Whole()
