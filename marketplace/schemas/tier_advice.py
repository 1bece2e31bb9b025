"""Advice on tiers: the way of an open group buy to the next one, and ladders below a break."""

from __future__ import annotations

from marshmallow import fields

from marketplace.schemas.fields import Amount, Choice, Flag, Schema, Text, Whole
from marketplace.schemas.group_buys import StandingSchema
from marketplace.schemas.parties import PartySchema
from marketplace.services.find_tier_advice import Told


class PartSchema(Schema):
    """So many new lines of a row, or (`raised_from_mbps`) so many lines raised to it."""

    times = Whole()
    raised_from_mbps = Whole(attribute="raised_from", allow_none=True)
    corridor = Text(attribute="offer.kind.corridor")
    product = Text(attribute="offer.kind.product")
    term_months = Whole(attribute="offer.kind.term_months")
    protection = Text(attribute="offer.kind.protection")
    mbps = Whole(attribute="offer.mbps")
    list_minor = Amount(attribute="offer.list_minor")


class WaySchema(Schema):
    """One way to add what is missing, priced at the next tier.

    `net_minor` is what it adds to pay (`spend_minor`) less what the lines now in the group save
    (`saving_minor`); a way that is not `proven` the best of its kind costs at least `least_minor`.
    """

    kind = Text(metadata={"enum": ["cheapest", "new_lines", "raised_lines", "fewest"]})
    parts = fields.List(fields.Nested(PartSchema))
    new_lines = Whole()
    mbps = Whole(None)
    volume = Whole()
    list_minor = Whole(None)
    spend_minor = Whole(None)
    saving_minor = Amount()
    net_minor = Whole(None)
    pays_for_itself = Flag()
    proven = Flag()
    least_minor = Amount(allow_none=True)


class GainSchema(Schema):
    """What the next tier is worth to a member: on its lines in the group, and on those left out
    today whose own limits are met there (`joining`), against their list prices."""

    saving_minor = Amount()
    joining_lines = Whole(attribute="joining")
    joining_saving_minor = Amount()
    gain_minor = Amount()


class MemberGainSchema(Schema):
    member = fields.Function(lambda pair: PartySchema().dump(pair[0]))
    gain = fields.Function(lambda pair: GainSchema().dump(pair[1]))


class AdviceSchema(Schema):
    """`joining_volume` comes in by itself at the next tier; `to_add` is missing beside it."""

    joining_lines = fields.Function(
        lambda advice: len(advice.joining), metadata={"type": "integer"}
    )
    joining_volume = Whole()
    to_add = Whole()
    saving_minor = Amount()
    ways = fields.List(fields.Nested(WaySchema))


class TierAdviceSchema(Schema):
    """`told`: whole (the organiser), own (a member, from its own lines alone), or nothing.

    `advice` is null at the top tier, while the group is forming, and once the lock has come.
    """

    told = Choice(Told)
    measure = Text()
    live = fields.Nested(StandingSchema, allow_none=True)
    advice = fields.Nested(AdviceSchema, allow_none=True)
    own = fields.Nested(GainSchema, allow_none=True)
    members = fields.List(fields.Nested(MemberGainSchema))


class MovedLineSchema(Schema):
    """A line that would go to the carrier, by reference; `from` null: it was left out."""

    line = Text()
    from_ = fields.Nested(PartySchema, data_key="from", attribute="from_carrier", allow_none=True)
    before_minor = Amount()
    after_minor = Amount()


class TierMoveSchema(Schema):
    """What the move of `moved` changes in total, exactly, and for how many lines that stay."""

    change_minor = Whole(None)
    cheaper_lines = Whole(attribute="cheaper")
    dearer_lines = Whole(attribute="dearer")


class TierBreakSchema(Schema):
    """A winner's ladder below its next tier. `saving_minor`: what its lines would pay less there.

    `moved` are the lines of the cheapest move found that reaches it and breaks no rule.
    """

    carrier = fields.Nested(PartySchema)
    ladder = Text(attribute="below.ladder")
    measure = Text(attribute="below.measure")
    volume = Whole(attribute="below.volume")
    missing = Whole(attribute="below.missing")
    near = Flag(attribute="below.near")
    tier_from = Whole(attribute="below.tier.from_")
    discount_bps = Whole(attribute="below.tier.discount_bps")
    next_from = Whole(attribute="below.next_tier.from_")
    next_discount_bps = Whole(attribute="below.next_tier.discount_bps")
    lines = Whole(attribute="below.lines")
    saving_minor = Amount(attribute="below.saving_minor")
    candidates = Whole(attribute="below.candidates")
    moved = fields.List(fields.Nested(MovedLineSchema))
    move = fields.Nested(TierMoveSchema, attribute="below.move", allow_none=True)
