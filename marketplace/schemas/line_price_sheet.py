"""The sheet of an RFQ's lines with columns for their prices: out to fill in, and back."""

from __future__ import annotations

from typing import Any

from marketplace.errors import Fault, Invalid
from marketplace.schemas.fields import Text, Whole
from marketplace.schemas.lines import MOST_RTT_US
from marketplace.schemas.price_books import PRICE_ROW_SHEET
from marketplace.schemas.rate_sheet import EMPTY, OFFERED, WholeOfferSchema
from marketplace.schemas.rfq_sheet import RFQ_LINE_SHEET, RfqLineRowSchema
from marketplace.schemas.sheet_fields import Milliseconds, Percent, Yuan
from marketplace.schemas.sheets import Parsed, Sheet, parse_sheet

AVAILABILITY = "offered_availability_percent"
PRICES = ("one_off_minor", "monthly_minor", "rtt_us", "availability_bps", "delivery_days")
"What a filled row says of its line, as LinePriceSchema names it"


class LinePriceRowSchema(RfqLineRowSchema, WholeOfferSchema):
    """One line, what it demands, and what it costs; the demands are not read back."""

    OFFERED = (*OFFERED[:3], AVAILABILITY, *OFFERED[4:])

    reference = Text(1, 20, required=True)
    one_off_minor = Yuan(data_key="one_off_yuan", **EMPTY)
    monthly_minor = Yuan(data_key="monthly_yuan", **EMPTY)
    rtt_us = Milliseconds(1, MOST_RTT_US, data_key="rtt_ms", **EMPTY)
    offered_bps = Percent(1, 10_000, data_key=AVAILABILITY, **EMPTY)
    delivery_days = Whole(1, 730, **EMPTY)


LINE_PRICE_SHEET = Sheet(
    schema=LinePriceRowSchema,
    names_zh={
        **RFQ_LINE_SHEET.names_zh,
        **{name: PRICE_ROW_SHEET.names_zh[name] for name in (*OFFERED[:3], OFFERED[4])},
        AVAILABILITY: "承诺可用率（%）",
    },
    words_zh=RFQ_LINE_SHEET.words_zh,
    title=("逐线价格", "Line prices"),
)


def read_line_prices(data: bytes, asked: frozenset[str]) -> list[dict[str, Any]]:
    """The priced rows as `line_prices` of a quote; raises Invalid with every fault by row.

    `asked`: the references of the RFQ's lines.
    """
    parsed = parse_sheet(data, LINE_PRICE_SHEET)
    faults = parsed.faults + _unknown(parsed, asked)
    if faults:
        raise Invalid(faults)
    return [_price(row) for row in parsed.rows.values() if row["monthly_minor"] is not None]


def _unknown(parsed: Parsed, asked: frozenset[str]) -> list[Fault]:
    """Rows of no line of the RFQ, and lines that come twice."""
    faults, first = [], dict[str, int]()
    for number, row in parsed.rows.items():
        where = {"row": number, "column": "reference"}
        pointer, reference = f"/rows/{number}/reference", row.get("reference")
        if reference is None:
            continue
        if reference not in asked:
            faults.append(Fault(pointer, "line_not_asked", where | {"line": reference}))
        if first.setdefault(reference, number) != number:
            faults.append(Fault(pointer, "duplicate", where | {"first": first[reference]}))
    return faults


def _price(row: dict[str, Any]) -> dict[str, Any]:
    offered = row | {"availability_bps": row["offered_bps"]}
    return {name: offered[name] for name in ("reference", *PRICES)}
