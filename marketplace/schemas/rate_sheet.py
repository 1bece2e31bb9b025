"""The sheet of a rate card: as of a price book; a row left without prices offers nothing."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from marketplace.schemas.fields import Schema, Whole, refuse
from marketplace.schemas.lines import MOST_RTT_US
from marketplace.schemas.price_books import PRICE_ROW_SHEET, PriceRowSheetSchema
from marketplace.schemas.sheet_fields import Milliseconds, Percent, Yuan
from marketplace.schemas.sheets import Sheet, read_sheet

OFFERED = ("one_off_yuan", "monthly_yuan", "rtt_ms", "availability_percent", "delivery_days")
EMPTY: dict[str, Any] = {"load_default": None}


class WholeOfferSchema(Schema):
    """Rows that offer something or nothing, never half of it."""

    OFFERED = OFFERED
    "the columns of an offer"

    @ma.validates_schema(pass_original=True, skip_on_field_errors=False)
    def all_or_nothing(self, data: Any, original: Any, **_: Any) -> None:
        """A row with one price or promise has them all."""
        missing = [name for name in self.OFFERED if not original.get(name)]
        if 0 < len(missing) < len(self.OFFERED):
            said = refuse("field_required").messages
            raise ma.ValidationError(dict.fromkeys(missing, said))


class RateRowSheetSchema(PriceRowSheetSchema, WholeOfferSchema):
    """One row of the sheet; loads what RateRowSchema loads, or None for what is not offered."""

    one_off_minor = Yuan(data_key="one_off_yuan", **EMPTY)
    monthly_minor = Yuan(data_key="monthly_yuan", **EMPTY)
    rtt_us = Milliseconds(1, MOST_RTT_US, data_key="rtt_ms", **EMPTY)
    availability_bps = Percent(1, 10_000, data_key="availability_percent", **EMPTY)
    delivery_days = Whole(1, 730, **EMPTY)


RATE_SHEET = Sheet(
    schema=RateRowSheetSchema,
    names_zh=PRICE_ROW_SHEET.names_zh,
    words_zh=PRICE_ROW_SHEET.words_zh,
    notes=PRICE_ROW_SHEET.notes,
    title=("费率表", "Rates"),
)


def read_rate_card(data: bytes) -> list[dict[str, Any]]:
    """The rows of a CSV or XLSX file that offer something; raises Invalid with every fault."""
    rows = read_sheet(data, RATE_SHEET)
    return [row for row in rows if row["monthly_minor"] is not None]
