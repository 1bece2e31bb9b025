"""Price books in the API, and the sheet of their rows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import marshmallow as ma

from marketplace.domain.lives import PriceBookState
from marketplace.domain.products import TERMS_MONTHS, Product, Protection
from marketplace.schemas.code_fields import CorridorCode
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Flag,
    Mbps,
    OneOf,
    Schema,
    Text,
    Uuid,
    Whole,
    listed,
)
from marketplace.schemas.ladders import LadderSchema
from marketplace.schemas.line_sheet import NAMES_ZH, PRODUCT_ZH, PROTECTION_ZH
from marketplace.schemas.lines import MOST_RTT_US
from marketplace.schemas.sheet_fields import Milliseconds, Percent, Yuan
from marketplace.schemas.sheet_notes import PRICE_NOTES
from marketplace.schemas.sheets import MOST_ROWS, Sheet
from marketplace.schemas.time_fields import Day, Instant


class NewPriceBookSchema(Schema):
    """A draft's terms."""

    name = Text(1, 100, required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, metadata={"description": "last day"})
    illustrative = Flag(load_default=False)


class ChangedPriceBookSchema(Schema):
    """What of a draft changes; absent: as it is."""

    name = Text(1, 100)
    valid_from = Day()
    valid_to = Day()
    illustrative = Flag()


class PriceBookFilterSchema(Schema):
    state = Choice(PriceBookState, load_default=None)


class BookLadderSchema(Schema):
    """A ladder of a price book under the carrier's own code."""

    code = Text(1, 40, required=True)
    ladder = ma.fields.Nested(LadderSchema, required=True)


class BookLaddersSchema(Schema):
    ladders = listed(ma.fields.Nested(BookLadderSchema), 0, 50, required=True)


class StoredLadderSchema(BookLadderSchema):
    id = Uuid()


class CarrierNameSchema(Schema):
    id = Uuid()
    name_zh = ma.fields.String()
    name_en = ma.fields.String()


class PriceBookSchema(NewPriceBookSchema):
    """A price book without its rows."""

    id = Uuid()
    carrier = ma.fields.Nested(CarrierNameSchema)
    state = Choice(PriceBookState)
    ladders = listed(ma.fields.Nested(StoredLadderSchema))
    created_at = Instant()


class PublishedLadderSchema(StoredLadderSchema):
    """A ladder that an organiser may choose, with where it comes from."""

    price_book_id = Uuid(attribute="book.id")
    price_book_name = ma.fields.String(attribute="book.name")
    carrier = ma.fields.Nested(CarrierNameSchema, attribute="book.carrier")


class PriceRowSchema(Schema):
    """What one bandwidth costs: tax-exclusive fen, promised RTT, availability, delivery."""

    corridor = CorridorCode(required=True)
    product = Choice(Product, required=True)
    mbps = Mbps(required=True)
    term_months = OneOf(TERMS_MONTHS, required=True)
    protection = Choice(Protection, required=True)
    one_off_minor = Amount(required=True)
    monthly_minor = Amount(required=True)
    rtt_us = Whole(1, MOST_RTT_US, required=True)
    availability_bps = Bps(1, 10_000, required=True)
    delivery_days = Whole(1, 730, required=True)


class StoredPriceRowSchema(PriceRowSchema):
    id = Uuid()
    corridor = CorridorCode(attribute="corridor.code")


class PriceRowsSchema(Schema):
    """All rows of a price book."""

    rows = listed(ma.fields.Nested(PriceRowSchema), 0, MOST_ROWS, required=True)


class WarningSchema(Schema):
    """Something that looks odd but was taken."""

    pointer = ma.fields.String()
    code = ma.fields.String()
    row = ma.fields.Integer()
    column = ma.fields.String()
    message = ma.fields.String()
    messages = ma.fields.Dict()


class RowsWrittenSchema(Schema):
    """What a replacement or import did."""

    price_book = ma.fields.Nested(PriceBookSchema)
    rows_written = ma.fields.Integer()
    warnings = listed(ma.fields.Nested(WarningSchema))


class ImportMode(StrEnum):
    """Whether an import takes the place of the rows that stand, or comes beside them."""

    REPLACE = "replace"
    ADD = "add"


class ImportModeSchema(Schema):
    mode = Choice(ImportMode, load_default=ImportMode.REPLACE)


class PriceRowSheetSchema(Schema):
    """One row of the sheet; loads what PriceRowSchema loads."""

    corridor = CorridorCode(required=True)
    product = Choice(Product, required=True)
    mbps = Mbps(required=True)
    term_months = OneOf(TERMS_MONTHS, required=True)
    protection = Choice(Protection, required=True)
    one_off_minor = Yuan(data_key="one_off_yuan", required=True)
    monthly_minor = Yuan(data_key="monthly_yuan", required=True)
    rtt_us = Milliseconds(1, MOST_RTT_US, data_key="rtt_ms", required=True)
    availability_bps = Percent(1, 10_000, data_key="availability_percent", required=True)
    delivery_days = Whole(1, 730, required=True)


_EXAMPLE: dict[str, Any] = {
    "corridor": "SHA-HKG",
    "product": Product.IEPL,
    "mbps": 100,
    "term_months": 24,
    "protection": Protection.NONE,
    "one_off_minor": 800_000,
    "monthly_minor": 3_250_050,
    "rtt_us": 18_500,
    "availability_bps": 9990,
    "delivery_days": 35,
}
PRICE_ROW_SHEET = Sheet(
    schema=PriceRowSheetSchema,
    names_zh={
        **{
            name: NAMES_ZH[name]
            for name in (
                "corridor",
                "product",
                "mbps",
                "term_months",
                "protection",
                "availability_percent",
            )
        },
        "one_off_yuan": "一次性费用（元）",
        "monthly_yuan": "月费（元）",
        "rtt_ms": "承诺往返时延（毫秒）",
        "delivery_days": "交付天数",
    },
    words_zh={"product": PRODUCT_ZH, "protection": PROTECTION_ZH},
    examples=(
        _EXAMPLE,
        _EXAMPLE | {"mbps": 200, "one_off_minor": 800_000, "monthly_minor": 5_920_000},
    ),
    notes=PRICE_NOTES,
    title=("价目", "Prices"),
)
