"""Group buys, live prices and participations in requests and answers."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from marketplace.domain.lives import GroupBuyState
from marketplace.domain.modes import GroupBuyMode
from marketplace.schemas.fields import Amount, Choice, Schema, Text, Uuid, Whole, listed, refuse
from marketplace.schemas.ladders import LadderSchema
from marketplace.schemas.lines import OPTIONAL
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant


class CapSchema(Schema):
    """At most so many lines, or so many Mbps, in all."""

    measure = Text(1, 10, required=True)
    at_most = Whole(1, 10**9, required=True)

    @ma.validates("measure")
    def known_measure(self, value: str, **_: object) -> None:
        if value not in ("lines", "mbps"):
            raise refuse("choice", choices="lines, mbps")


class ThresholdsSchema(Schema):
    """What the demand must at least reach at the lock; each may be unset."""

    members = Whole(1, 10_000, **OPTIONAL)
    lines = Whole(1, 1_000_000, **OPTIONAL)
    mbps = Whole(1, 10**9, **OPTIONAL)
    spend_minor = Amount(1, **OPTIONAL)


class DraftSchema(Schema):
    """The terms of a group buy. Give `ladder`, or name a published price book's ladder."""

    mode = Choice(GroupBuyMode, **OPTIONAL)
    title_zh = Text(1, 120, required=True)
    title_en = Text(1, 120, required=True)
    description_zh = Text(0, 4000, lines=True, load_default="")
    description_en = Text(0, 4000, lines=True, load_default="")
    ladder = fields.Nested(LadderSchema, **OPTIONAL)
    ladder_of_price_book = Uuid(**OPTIONAL)
    ladder_source = Text(0, 200, load_default="")
    cap = fields.Nested(CapSchema, **OPTIONAL)
    thresholds = fields.Nested(ThresholdsSchema, **OPTIONAL)
    extension_days = Whole(1, 60, **OPTIONAL)
    locks_at = Instant(required=True)


class GroupBuySchema(Schema):
    """A group buy as everybody who may see it sees it; the pool is in its live price."""

    id = Uuid()
    mode = Text()
    state = Choice(GroupBuyState)
    organiser = fields.Nested(PartySchema)
    title_zh = Text()
    title_en = Text()
    description_zh = Text()
    description_en = Text()
    ladder = fields.Nested(LadderSchema)
    ladder_source = Text()
    cap = fields.Method("cap_of", metadata={"type": ["object", "null"]})
    thresholds = fields.Method("thresholds_of", metadata={"type": "object"})
    extension_days = Whole(allow_none=True)
    extended_at = Instant(allow_none=True)
    created_at = Instant()
    opened_at = Instant(allow_none=True)
    locks_at = Instant()
    locked_at = Instant(allow_none=True)
    concluded_at = Instant(allow_none=True)
    version = Whole()

    def cap_of(self, group_buy: Any) -> dict[str, Any] | None:
        if group_buy.cap_measure is None:
            return None
        return {"measure": group_buy.cap_measure, "at_most": group_buy.cap_at_most}

    def thresholds_of(self, group_buy: Any) -> dict[str, int | None]:
        return {
            "members": group_buy.least_members,
            "lines": group_buy.least_lines,
            "mbps": group_buy.least_mbps,
            "spend_minor": group_buy.least_spend_minor,
        }


class StandingSchema(Schema):
    """The group's tier and the way to the next. Volumes in the ladder's measure.

    `rate` is what every line earns, exact, in bps ("800" or "4000/3"), `discount_bps` the same
    rounded down; `next_...` what every line would earn at the next tier's bound.
    """

    tier = Whole()
    rate = fields.String()
    discount_bps = Whole()
    volume = Whole()
    list_minor = Amount()
    next_tier = Whole(allow_none=True)
    next_from = Whole(allow_none=True)
    next_rate = fields.String(allow_none=True)
    next_discount_bps = Whole(allow_none=True)
    missing = Whole(allow_none=True)


class ThresholdSchema(Schema):
    """One threshold and how far the demand has come; null where it would reveal demand."""

    kind = Text()
    at_least = Whole()
    have = Whole(allow_none=True)
    reached = fields.Boolean(allow_none=True)


class LivePriceSchema(Schema):
    """Where the group stands now; `live` and the sums are null while it is forming."""

    state = Choice(GroupBuyState)
    accepting = fields.Boolean()
    locks_at = Instant()
    forming = fields.Boolean()
    members = Whole(allow_none=True)
    lines = Whole(allow_none=True)
    mbps = Whole(allow_none=True)
    live = fields.Nested(StandingSchema, allow_none=True)
    thresholds = listed(fields.Nested(ThresholdSchema))


class ReasonSchema(Schema):
    reason = Text(1, 1000, lines=True, required=True)


class MoveSchema(Schema):
    """One step of the timeline."""

    event = Text()
    at = Instant()
    from_state = Text(allow_none=True)
    to_state = Text(allow_none=True)
    reason = Text(allow_none=True)
    missed = listed(Text(), allow_none=True)
