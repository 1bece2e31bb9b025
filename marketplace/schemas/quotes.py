"""A carrier's quote as it is sealed: rate card, prices line by line, and its volume terms."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.products import TERMS_MONTHS, Product, Protection
from marketplace.schemas.code_fields import CorridorCode
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Mbps,
    OneOf,
    Schema,
    Text,
    Whole,
    listed,
    refuse,
)
from marketplace.schemas.ladders import MOST_VOLUME, TierSchema
from marketplace.schemas.lines import MOST_RTT_US
from marketplace.schemas.quote_statement import QuoteStatementSchema
from marketplace.schemas.time_fields import Day

MOST_ROWS = 5_000
MOST_LADDERS = 50
MEASURES = ("lines", "mbps", "spend")


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


class LinePriceSchema(Schema):
    """What one line costs, by its reference in the RFQ; it goes before the rate card."""

    reference = Text(1, 20, required=True)
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


class BundleSchema(Schema):
    """A discount earned by winning every line of every lot named; it adds to the ladder's."""

    id = Text(1, 50, required=True)
    lots = Lots(required=True)
    discount_bps = Bps(1, required=True)


class MinimumAwardSchema(Schema):
    """A carrier that wins anything wins at least this much in all (spend in fen)."""

    measure = Measure(required=True)
    at_least = Whole(1, MOST_VOLUME, required=True)


class CapacitySchema(Schema):
    """The carrier takes at most this much in these lots together (spend in fen)."""

    lots = Lots(required=True)
    measure = Measure(required=True)
    at_most = Whole(0, MOST_VOLUME, required=True)


class Currency(fields.Field[str]):
    """CNY, the only currency."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "enum": ["CNY"]}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if value != "CNY":
            raise refuse("choice", choices="CNY")
        return "CNY"


class TermsSchema(Schema):
    """A carrier's quote, as it is sealed: rate card, prices of single lines, or both."""

    currency = Currency(load_default="CNY")
    valid_until = Day(required=True)
    rate_rows = listed(fields.Nested(RateRowSchema), 0, MOST_ROWS, load_default=list)
    line_prices = listed(fields.Nested(LinePriceSchema), 0, MOST_ROWS, load_default=list)
    ladders = listed(fields.Nested(QuoteLadderSchema), 0, MOST_LADDERS, load_default=list)
    bundles = listed(fields.Nested(BundleSchema), 0, MOST_LADDERS, load_default=list)
    minimum_award = fields.Nested(MinimumAwardSchema, load_default=None, allow_none=True)
    capacities = listed(fields.Nested(CapacitySchema), 0, MOST_LADDERS, load_default=list)
    firm_down_to_bps = Bps(load_default=0)
    statement = fields.Nested(QuoteStatementSchema, required=True)
