"""RFQs (询比), their lines, and quotes as they are sealed and as they were opened."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.lives import RfqState
from marketplace.domain.products import TERMS_MONTHS, Interface, Product, Protection
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    CorridorCode,
    Day,
    Flag,
    Instant,
    Mbps,
    OneOf,
    Schema,
    Text,
    Uuid,
    Whole,
    listed,
    refuse,
)
from marketplace.schemas.ladders import TierSchema
from marketplace.schemas.lines import MOST_RTT_US
from marketplace.schemas.parties import PartySchema

MOST_ROWS = 5_000
MOST_LADDERS = 50
MEASURES = ("lines", "mbps", "spend")


class OfGroupBuySchema(Schema):
    group_buy_id = Uuid(load_default=None)


class NewRfqSchema(Schema):
    quotes_due_at = Instant(required=True)
    min_quotes = Whole(1, 20, load_default=None, allow_none=True)


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
    issued_at = Instant()
    quotes_due_at = Instant()
    opened_at = Instant(allow_none=True)
    min_quotes = Whole()
    quotes_received = Whole(allow_none=True)
    failed_reason = Text(allow_none=True)
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
    interface = Choice(Interface)
    availability_bps = Bps()
    rtt_limit_us = Whole(allow_none=True)
    mttr_hours = Whole(allow_none=True)
    wanted_on = Day()
    line_id = Uuid(allow_none=True)


class RateRowSchema(Schema):
    """What one bandwidth costs on one lot, term and protection. Fen, tax-exclusive."""

    corridor = CorridorCode(required=True)
    product = Choice(Product, required=True)
    term_months = OneOf(TERMS_MONTHS, required=True)
    protection = Choice(Protection, required=True)
    mbps = Mbps(required=True)
    one_off_minor = Amount(required=True)
    monthly_minor = Amount(required=True)
    rtt_us = Whole(1, MOST_RTT_US, required=True)
    availability_bps = Bps(1, required=True)
    delivery_days = Whole(1, 730, required=True)


class Lots(fields.Field[Any]):
    """The text "all", or a list of lot codes."""

    def __init__(self, **kwargs: Any) -> None:
        codes = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        metadata = {"oneOf": [{"const": "all"}, codes]}
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if value == "all":
            return value
        if not isinstance(value, list) or not 1 <= len(value) <= MOST_ROWS:
            raise refuse("lots_expected")
        if not all(isinstance(code, str) for code in value):
            raise refuse("lots_expected")
        return value


class Measure(fields.Field[str]):
    """What a ladder counts: lines, mbps or spend."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "enum": list(MEASURES)}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if value not in MEASURES:
            raise refuse("choice", choices=", ".join(MEASURES))
        return str(value)


class QuoteLadderSchema(Schema):
    """A volume discount over some lots; the tier reached discounts each line of them."""

    id = Text(1, 50, required=True)
    lots = Lots(required=True)
    measure = Measure(required=True)
    tiers = listed(fields.Nested(TierSchema), 1, 50, required=True)


class Currency(fields.Field[str]):
    """CNY, the only currency."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "enum": ["CNY"]}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if value != "CNY":
            raise refuse("choice", choices="CNY")
        return "CNY"


class TermsSchema(Schema):
    """A carrier's quote, as it is sealed."""

    currency = Currency(load_default="CNY")
    valid_until = Day(required=True)
    rate_rows = listed(fields.Nested(RateRowSchema), 1, MOST_ROWS, required=True)
    ladders = listed(fields.Nested(QuoteLadderSchema), 0, MOST_LADDERS, load_default=list)


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
