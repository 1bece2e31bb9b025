"""Scenarios (方案) side by side, and what follows if a winner drops out."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.lives import SolveState
from marketplace.domain.scenarios import ASKED, USUAL_SHARE_BPS
from marketplace.schemas.fields import (
    Amount,
    Bps,
    Choice,
    Flag,
    Mbps,
    Schema,
    Text,
    Uuid,
    Whole,
    listed,
    refuse,
)
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.stated_rules import StatedRuleSchema
from marketplace.schemas.time_fields import Instant
from pricing.award.changes import Change

MOST_CAPS = 5
MOST_WINNERS = 1_000


class ScenarioField(Text):
    """One of the scenarios that an organiser may ask for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"enum": [str(name) for name in ASKED]}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if value not in [str(name) for name in ASKED]:
            raise refuse("choice", choices=", ".join(ASKED))
        return str(value)


class ParametersSchema(Schema):
    """The parameter that its scenario needs, and no other."""

    at_most = Whole(1, MOST_WINNERS)
    at_most_bps = Bps(1, 9_999)
    carrier = Text(1, 40, metadata={"description": "credit code of a carrier with a usable quote"})


class NewSolveSchema(Schema):
    scenario = ScenarioField(load_default="cheapest")
    parameters = fields.Nested(ParametersSchema, load_default=dict)


class ShareCapSchema(Schema):
    at_most_bps = Bps(1, 9_999, required=True)


class NewScenariosSchema(Schema):
    """What to compare beside the usual scenarios."""

    share_caps = listed(
        fields.Nested(ShareCapSchema),
        0,
        MOST_CAPS,
        load_default=lambda: [{"at_most_bps": USUAL_SHARE_BPS}],
    )


class WonSchema(Schema):
    """What one carrier wins; `carrier` null: what is left out."""

    carrier = Text(allow_none=True)
    lines = Whole()
    mbps = Mbps()
    price_minor = Amount()


class LotWonSchema(Schema):
    lot = Text()
    shares = fields.List(fields.Nested(WonSchema))


class AffectedSchema(Schema):
    """Lines by what becomes of them against the cheapest, by reference."""

    count = Whole()
    lines = fields.Function(
        lambda found: {str(change): found.lines[change] for change in Change},
        metadata={"type": "object"},
    )


class ScenarioSchema(Schema):
    """One scenario; without a solution everything but its state is empty."""

    solve_id = Uuid(attribute="solve.id")
    scenario = Text(attribute="scenario.name")
    parameters = fields.Raw(attribute="scenario.parameters", metadata={"type": "object"})
    without = fields.Nested(PartySchema, attribute="carrier", allow_none=True)
    state = Choice(SolveState, attribute="solve.state")
    failure = Text(attribute="solve.failure", allow_none=True)
    requested_at = Instant(attribute="solve.requested_at")
    solved_at = Instant(attribute="solve.solved_at", allow_none=True)
    objective_minor = Amount(allow_none=True)
    lower_bound_minor = Amount(allow_none=True)
    proven = Flag()
    price_minor = Amount(allow_none=True)
    extra_minor = Whole(None, allow_none=True)
    extra_bps = Whole(None, allow_none=True)
    served = Whole()
    unserved = fields.List(Text())
    winners = fields.List(fields.Nested(WonSchema))
    lots = fields.Function(
        lambda seen: [
            LotWonSchema().dump({"lot": lot, "shares": shares})
            for lot, shares in seen.by_lot.items()
        ],
        metadata={"type": "array", "items": {"type": "object"}},
    )
    affected = fields.Nested(AffectedSchema, allow_none=True)
    members = fields.List(fields.Nested(PartySchema))
    conflicts = fields.List(fields.Nested(StatedRuleSchema))


class CodedCarrierSchema(PartySchema):
    """A carrier with the code that problems and results name it with."""

    code = Text(attribute="uscc")


class ComparisonSchema(Schema):
    rfq_id = Uuid(attribute="rfq.id")
    lines = Whole()
    carriers = fields.Function(
        lambda seen: [CodedCarrierSchema().dump(one) for one in seen.carriers.values()],
        metadata={"type": "array", "items": {"type": "object"}},
    )
    scenarios = fields.List(fields.Nested(ScenarioSchema))


class TakerSchema(Schema):
    """Who serves lines of the carrier that dropped out; null: nobody."""

    carrier = fields.Nested(PartySchema, allow_none=True)
    lines = Whole()


class FallbackSchema(Schema):
    """The next best award: the best one without these winners; null until it is asked for."""

    carriers = fields.List(
        fields.Nested(PartySchema),
        metadata={"description": "who drops out: one winner, or the largest ones together"},
    )
    carrier = fields.Nested(PartySchema, metadata={"description": "the last of `carriers`"})
    lines = Whole(metadata={"description": "theirs in the chosen award"})
    without = fields.Nested(ScenarioSchema, allow_none=True)
    more_minor = Whole(
        None, allow_none=True, metadata={"description": "over the chosen award, in fen"}
    )
    takers = fields.Function(
        lambda seen: [
            TakerSchema().dump({"carrier": carrier, "lines": lines})
            for carrier, lines in seen.takers
        ],
        metadata={"type": "array", "items": {"type": "object"}},
    )
