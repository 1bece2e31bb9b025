"""Award computations, awards (成交方案), their lines and the notice (成交公示)."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import AcceptanceState, AwardState, SolveState
from marketplace.schemas.award_complaints import AwardComplaintSchema
from marketplace.schemas.fields import Amount, Bps, Choice, Flag, Mbps, Schema, Text, Uuid, Whole
from marketplace.schemas.offer_figures import OfferFiguresSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant


class SolveSchema(Schema):
    """A computation without its documents."""

    id = Uuid()
    rfq_id = Uuid()
    group_buy_id = Uuid()
    scenario = Text()
    parameters = fields.Raw(metadata={"type": "object"})
    state = Choice(SolveState)
    failure = Text(allow_none=True)
    certified = fields.Function(
        lambda solve: solve.certificate_id is not None or solve.proof_of_id is not None,
        metadata={"type": "boolean", "description": "there is a proof of the bound to download"},
    )
    proof_of_id = Uuid(
        allow_none=True,
        metadata={"description": "the solve under fewer rules whose proof is this one's too"},
    )
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
    round = Whole()
    previous_id = Uuid(allow_none=True)
    scenario = Text()
    parameters = fields.Raw(metadata={"type": "object"})
    reason = Text()
    proven = Flag()
    objective_minor = Amount(allow_none=True)
    cheapest_minor = Amount(allow_none=True)
    lower_bound_minor = Amount(allow_none=True)
    awarded_at = Instant()
    acceptance_opens_at = Instant()
    acceptance_due_at = Instant()
    clock_stopped_at = Instant(allow_none=True)
    superseded_at = Instant(allow_none=True)
    superseded_reason = Text(allow_none=True)
    settled_at = Instant(allow_none=True)


class TakenQuoteSchema(Schema):
    """Another bidder's quote that the member took; its price no longer changes."""

    carrier = fields.Nested(PartySchema)
    list_minor = Amount()
    discount_bps = Bps()
    price_minor = Amount()
    one_off_minor = Amount()
    first_month_minor = Amount()
    monthly_minor = Amount()
    consented_at = Instant(allow_none=True)


class OwnLinesSchema(Schema):
    """`own`: of a lead enterprise, which sees every line, only those that are its own."""

    own = Flag(load_default=False)


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
    figures = fields.Nested(OfferFiguresSchema, allow_none=True)
    acceptance = Choice(AcceptanceState)
    decided_at = Instant(allow_none=True)
    decline_reason = Text(allow_none=True)
    held = Flag()
    placed = Flag()
    pair_reference = Text(allow_none=True)
    taken = fields.Nested(TakenQuoteSchema, allow_none=True)
    agreed_price_minor = Amount(allow_none=True)


class DeclineSchema(Schema):
    reason = Text(0, 1000, lines=True, load_default=None, allow_none=True)


class BidderSchema(Schema):
    carrier = fields.Nested(PartySchema)
    total_minor = Amount(allow_none=True)
    envelope_sha256 = Text()
    usable = Flag()
    winner = Flag()
    awarded_minor = Amount(allow_none=True)


class NoticeLineSchema(Schema):
    """A line by the reference that names no company; `carrier` null: not awarded."""

    reference = Text()
    lot = Text()
    carrier = fields.Nested(PartySchema, allow_none=True)


class NoticeListedSchema(Schema):
    """An award notice in the list of all that the caller may read."""

    award_id = Uuid(attribute="id")
    group_buy_id = Uuid()
    title_zh = Text(attribute="group_buy.title_zh")
    title_en = Text(attribute="group_buy.title_en")
    organiser = fields.Nested(PartySchema, attribute="group_buy.organiser")
    state = Choice(AwardState)
    awarded_at = Instant()
    standstill_ends_at = Instant(attribute="acceptance_opens_at")


class NoticeSchema(Schema):
    """What is published of an award; nothing of the members."""

    award_id = Uuid()
    group_buy_id = Uuid(attribute="group_buy.id")
    title_zh = Text(attribute="group_buy.title_zh")
    title_en = Text(attribute="group_buy.title_en")
    organiser = fields.Nested(PartySchema, attribute="group_buy.organiser")
    state = Choice(AwardState)
    round = Whole()
    previous_id = Uuid(allow_none=True)
    scenario = Text()
    parameters = fields.Raw(metadata={"type": "object"})
    without = fields.Nested(PartySchema, allow_none=True)
    left_out = fields.List(
        fields.Nested(PartySchema),
        metadata={"description": "the carriers that the scenario goes without"},
    )
    reason = Text()
    proven = Flag()
    is_cheapest = Flag()
    awarded_at = Instant()
    standstill_ends_at = Instant()
    acceptance_due_at = Instant()
    clock_stopped_at = Instant(allow_none=True)
    calendar_known = Flag()
    superseded_at = Instant(allow_none=True)
    superseded_reason = Text(allow_none=True)
    superseded_by_id = Uuid(allow_none=True)
    fees_minor = Amount(
        metadata={"description": "owed to the platform by the fee table agreed, without VAT"}
    )
    bidders = fields.List(fields.Nested(BidderSchema))
    lines = fields.List(fields.Nested(NoticeLineSchema), attribute="lines.shown")
    some_lines_hidden = Flag(attribute="lines.some_hidden")
    complaints = fields.List(fields.Nested(AwardComplaintSchema))
