"""Award computations, awards (成交方案), their lines and the notice (成交公示)."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.lives import AcceptanceState, AwardState, SolveState
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Flag,
    Instant,
    Mbps,
    Schema,
    Text,
    Uuid,
    Whole,
    refuse,
)
from marketplace.schemas.parties import PartySchema

SCENARIOS = ("cheapest",)


class Scenario(Text):
    """How lines are awarded: so far `cheapest` only."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if value not in SCENARIOS:
            raise refuse("choice", choices=", ".join(SCENARIOS))
        return str(value)


class NewSolveSchema(Schema):
    scenario = Scenario(load_default="cheapest")


class SolveSchema(Schema):
    """A computation without its documents."""

    id = Uuid()
    rfq_id = Uuid()
    group_buy_id = Uuid()
    scenario = Text()
    state = Choice(SolveState)
    failure = Text(allow_none=True)
    requested_at = Instant()
    solved_at = Instant(allow_none=True)


class SolveResultSchema(SolveSchema):
    """A computation with its award-result/1, once solved."""

    result = fields.Raw(allow_none=True, metadata={"type": "object"})


class NewAwardSchema(Schema):
    solve_id = Uuid(required=True)
    reason = Text(0, 2000, lines=True, load_default="")


class AwardSchema(Schema):
    """An award; the totals are for organiser, observer and reviewer."""

    id = Uuid()
    rfq_id = Uuid()
    group_buy_id = Uuid()
    solve_id = Uuid(allow_none=True)
    state = Choice(AwardState)
    scenario = Text()
    reason = Text()
    proven = Flag()
    objective_minor = Amount(allow_none=True)
    lower_bound_minor = Amount(allow_none=True)
    awarded_at = Instant()
    acceptance_opens_at = Instant()
    acceptance_due_at = Instant()
    settled_at = Instant(allow_none=True)


class AwardLineSchema(Schema):
    """One awarded line; what is not the reader's to know is null."""

    id = Uuid()
    award_id = Uuid()
    line_id = Uuid()
    reference = Text()
    label = Text(allow_none=True)
    lot = Text()
    mbps = Mbps()
    term_months = Whole()
    member = fields.Nested(PartySchema, allow_none=True)
    carrier = fields.Nested(PartySchema, allow_none=True)
    list_minor = Amount(allow_none=True)
    ceiling_minor = Amount(allow_none=True)
    carrier_list_minor = Amount(allow_none=True)
    discount_bps = Bps(allow_none=True)
    price_minor = Amount(allow_none=True)
    saving_minor = Whole(None, allow_none=True)
    one_off_minor = Amount(allow_none=True)
    first_month_minor = Amount(allow_none=True)
    monthly_minor = Amount(allow_none=True)
    acceptance = Choice(AcceptanceState)
    decided_at = Instant(allow_none=True)
    decline_reason = Text(allow_none=True)


class DeclineSchema(Schema):
    reason = Text(0, 1000, lines=True, load_default=None, allow_none=True)


class BidderSchema(Schema):
    carrier = fields.Nested(PartySchema)
    total_minor = Amount(allow_none=True)
    envelope_sha256 = Text()
    usable = Flag()
    winner = Flag()


class NoticeSchema(Schema):
    """What is published of an award; nothing of the members."""

    award_id = Uuid()
    group_buy_id = Uuid(attribute="group_buy.id")
    title_zh = Text(attribute="group_buy.title_zh")
    title_en = Text(attribute="group_buy.title_en")
    organiser = fields.Nested(PartySchema, attribute="group_buy.organiser")
    state = Choice(AwardState)
    scenario = Text()
    reason = Text()
    proven = Flag()
    awarded_at = Instant()
    standstill_ends_at = Instant()
    acceptance_due_at = Instant()
    bidders = fields.List(fields.Nested(BidderSchema))
