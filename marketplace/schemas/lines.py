"""A demand line (专线需求) as a member states it, in the API's units."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from marketplace.domain.products import TERMS_MONTHS, Interface, Product, Relation, WantedProtection
from marketplace.schemas.code_fields import CorridorCode
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Mbps,
    OneOf,
    Schema,
    Text,
    Uuid,
    Whole,
    refuse,
)
from marketplace.schemas.line_uses import StatedUseSchema
from marketplace.schemas.time_fields import Day

MOST_RTT_US = 10_000_000
OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}


class WishSchema(Schema):
    """What of a line is priced and delivered.

    What needs the corridor (RTT floor) or the time (wanted day) the service checks.
    """

    id = Uuid(**OPTIONAL)
    label = Text(0, 100, load_default="")
    corridor = CorridorCode(required=True)
    product = Choice(Product, required=True)
    mbps = Mbps(required=True)
    term_months = OneOf(TERMS_MONTHS, required=True)
    protection = Choice(WantedProtection, required=True)
    interface = Choice(Interface, required=True)
    availability_bps = Bps(9000, 9999, required=True)
    rtt_limit_us = Whole(1, MOST_RTT_US, **OPTIONAL)
    mttr_hours = Whole(1, 720, **OPTIONAL)
    wanted_on = Day(required=True)
    a_building = Text(1, 200, required=True)
    a_room = Text(0, 100, load_default="")
    z_city = Text(1, 100, required=True)
    z_address = Text(1, 300, required=True)
    z_occupant = Text(1, 200, required=True)
    z_relation = Choice(Relation, required=True)
    own_limit_minor = Amount(1, **OPTIONAL)
    present_monthly_minor = Amount(**OPTIONAL)
    present_exit_minor = Amount(**OPTIONAL)
    present_ends_on = Day(**OPTIONAL)

    @ma.validates_schema(pass_original=True, skip_on_field_errors=False)
    def present_contract_has_a_price(self, data: Any, original: Any, **_: Any) -> None:
        """An exit fee or an end without the monthly price of the present contract says nothing."""
        named = [data.get("present_exit_minor"), data.get("present_ends_on")]
        stated = isinstance(original, dict) and original.get("present_monthly_minor") is not None
        if not stated and any(v is not None for v in named):
            raise ma.ValidationError({"present_monthly_minor": refuse("present_price").messages})


class LineSchema(StatedUseSchema, WishSchema):
    """One line with what is said of its use."""
