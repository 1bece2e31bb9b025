"""Service contracts (服务合同) with their price schedule and VAT."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import ContractState
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Day,
    Instant,
    Mbps,
    Schema,
    Text,
    Uuid,
    Whole,
)
from marketplace.schemas.parties import PartySchema


class ContractSchema(Schema):
    """A contract without its lines."""

    id = Uuid()
    number = Text()
    group_buy_id = Uuid()
    award_id = Uuid()
    member = fields.Nested(PartySchema)
    carrier = fields.Nested(PartySchema)
    state = Choice(ContractState)
    total_minor = Amount()
    vat_bps = Bps()
    drawn_at = Instant()
    member_signed_at = Instant(allow_none=True)
    carrier_signed_at = Instant(allow_none=True)


class ContractLineSchema(Schema):
    """One line: one-off, first month, then `months - 1` equal months; VAT of each invoice."""

    id = Uuid()
    line_id = Uuid()
    reference = Text()
    corridor = Text(attribute="line.corridor.code")
    product = Text(attribute="line.product")
    mbps = Mbps(attribute="line.mbps")
    a_address = Text(attribute="line.a_address")
    z_city = Text(attribute="line.z_city")
    z_address = Text(attribute="line.z_address")
    months = Whole()
    one_off_minor = Amount()
    first_month_minor = Amount()
    monthly_minor = Amount()
    price_minor = Amount()
    one_off_vat_minor = Amount(attribute="vat.one_off_vat_minor")
    first_month_vat_minor = Amount(attribute="vat.first_month_vat_minor")
    monthly_vat_minor = Amount(attribute="vat.monthly_vat_minor")
    vat_minor = Amount(attribute="vat.vat_minor")
    live_on = Day(allow_none=True)
    reported_live_at = Instant(allow_none=True)


class ContractWithLinesSchema(ContractSchema):
    """A contract with its lines and what is paid in all, VAT included."""

    vat_minor = Amount()
    gross_minor = Amount()
    lines = fields.List(fields.Nested(ContractLineSchema))


class ReportLiveSchema(Schema):
    live_on = Day(required=True)
