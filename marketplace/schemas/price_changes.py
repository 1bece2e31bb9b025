"""Changing many price rows at once, copying a price book, and where a book stands in time."""

from __future__ import annotations

import marshmallow as ma

from marketplace.domain.book_validity import Validity
from marketplace.domain.products import TERMS_MONTHS, Product, Protection
from marketplace.schemas.code_fields import CorridorCode
from marketplace.schemas.fields import Amount, Bps, Choice, Mbps, OneOf, Schema, Uuid, Whole, listed
from marketplace.schemas.lines import OPTIONAL
from marketplace.schemas.price_books import WarningSchema
from marketplace.schemas.time_fields import Day

MOST_SHOWN = 200
MOST_RAISE_BPS = 100_000


class SelectionSchema(Schema):
    """Which rows; what is left out takes any. Bandwidths from and to, both included."""

    corridor = CorridorCode(**OPTIONAL)
    product = Choice(Product, **OPTIONAL)
    term_months = OneOf(TERMS_MONTHS, **OPTIONAL)
    protection = Choice(Protection, **OPTIONAL)
    mbps_from = Mbps(**OPTIONAL)
    mbps_to = Mbps(**OPTIONAL)


class ChangeSchema(Schema):
    """What becomes of them: a price in one way each, half up to the fen."""

    monthly_raise_bps = Bps(1, MOST_RAISE_BPS, **OPTIONAL)
    monthly_lower_bps = Bps(1, 9_999, **OPTIONAL)
    monthly_raise_minor = Amount(1, **OPTIONAL)
    monthly_lower_minor = Amount(1, **OPTIONAL)
    one_off_raise_bps = Bps(1, MOST_RAISE_BPS, **OPTIONAL)
    one_off_lower_bps = Bps(1, 10_000, **OPTIONAL)
    one_off_raise_minor = Amount(1, **OPTIONAL)
    one_off_lower_minor = Amount(1, **OPTIONAL)
    availability_bps = Bps(1, 10_000, **OPTIONAL)
    delivery_days = Whole(1, 730, **OPTIONAL)


class RowsChangeSchema(Schema):
    """A selection of rows and what to change of them."""

    select = ma.fields.Nested(SelectionSchema, load_default=lambda: SelectionSchema().load({}))
    change = ma.fields.Nested(ChangeSchema, required=True)


class ChangeableSchema(Schema):
    one_off_minor = Amount()
    monthly_minor = Amount()
    availability_bps = Bps()
    delivery_days = Whole()


class RowChangeSchema(Schema):
    """One row with what it is and would be; totals over the term in fen."""

    id = Uuid(attribute="row.id")
    corridor = CorridorCode(attribute="row.corridor")
    product = Choice(Product, attribute="row.product")
    term_months = Whole(attribute="row.term_months")
    protection = Choice(Protection, attribute="row.protection")
    mbps = Mbps(attribute="row.mbps")
    before = ma.fields.Nested(ChangeableSchema, attribute="row")
    after = ma.fields.Nested(ChangeableSchema)
    before_total_minor = Amount()
    after_total_minor = Amount()


class ChangePreviewSchema(Schema):
    """How many rows are selected and would change; the first of them, and what looks odd."""

    rows_selected = Whole()
    rows_changed = Whole()
    rows = listed(ma.fields.Nested(RowChangeSchema), 0, MOST_SHOWN)
    warnings = listed(ma.fields.Nested(WarningSchema))


class OverlapSchema(Schema):
    id = Uuid()
    name = ma.fields.String()
    valid_from = Day()
    valid_to = Day()


class BookStandingSchema(Schema):
    """Where the book stands today, and which published books price some of the same meanwhile."""

    validity = Choice(Validity, attribute="standing.validity")
    days_left = Whole(attribute="standing.days_left")
    overlaps = listed(ma.fields.Nested(OverlapSchema))
