"""The published fee table: its rows, from when it holds, and why it was made."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.fee_table import FeeBasis
from marketplace.domain.modes import GroupBuyMode
from marketplace.domain.products import Product
from marketplace.schemas.fields import Amount, Bps, Choice, Flag, Schema, Text, Whole, listed
from marketplace.schemas.time_fields import Day, Instant

MOST_ROWS = 50


class FeeRowSchema(Schema):
    """One kind of line; amounts without VAT. `mode` and `product` null: every one."""

    mode = Choice(GroupBuyMode, load_default=None, allow_none=True)
    product = Choice(Product, load_default=None, allow_none=True)
    basis = Choice(FeeBasis, required=True)
    amount_minor = Amount(load_default=0, metadata={"description": "fixed: once for each contract"})
    share_bps = Bps(load_default=0, metadata={"description": "share: of the value of the lines"})
    minimum_minor = Amount(load_default=0)
    cap_minor = Amount(load_default=None, allow_none=True)
    carrier_bps = Bps(
        load_default=10_000,
        metadata={"description": "how much of the fee the carrier pays; the member the rest"},
    )


class NewFeeTableSchema(Schema):
    """`major`: touches major interests of many users, so 15 days of notice instead of 7."""

    rows = listed(fields.Nested(FeeRowSchema), 1, MOST_ROWS, required=True)
    effective_on = Day(required=True)
    major = Flag(load_default=False)
    due_days = Whole(1, 90, load_default=30)
    reason_zh = Text(1, 2000, lines=True, required=True)
    reason_en = Text(1, 2000, lines=True, required=True)


class FeeTableSchema(NewFeeTableSchema):
    """One version; it holds for group buys that open from its day on."""

    version = Whole()
    published_at = Instant()


class FeeTermsSchema(Schema):
    """What contracts of a group buy owe; `agreed` once it has opened."""

    version = Whole(attribute="table.version")
    agreed = Flag()
    free = Flag()
    due_days = Whole(attribute="table.due_days")
    rows = fields.List(fields.Nested(FeeRowSchema))
