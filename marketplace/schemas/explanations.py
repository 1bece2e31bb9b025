"""Why an award is as it is: what each rule costs, and where each line could go."""

from __future__ import annotations

from marshmallow import fields

from marketplace.schemas.fields import Amount, Bps, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.stated_rules import StatedRuleSchema
from marketplace.schemas.time_fields import Instant
from pricing.award.reasons.lines import Verdict
from pricing.award.reasons.rule_costs import How


class RuleCostSchema(Schema):
    """How much less the least total would be without the rule: between two amounts."""

    rule = fields.Nested(StatedRuleSchema)
    how = Text(metadata={"enum": [str(how) for how in How]})
    least_minor = Amount()
    most_minor = Amount(metadata={"description": "equal to `least_minor` where it is exact"})
    without_minor = Amount(
        allow_none=True, metadata={"description": "the total of the award found without it"}
    )


class ExplanationSchema(Schema):
    """An explanation on its way (`explained_at` null) or ended."""

    solve_id = Uuid(attribute="explanation.solve_id")
    requested_at = Instant(attribute="explanation.requested_at")
    explained_at = Instant(attribute="explanation.explained_at", allow_none=True)
    failure = Text(attribute="explanation.failure", allow_none=True)
    has_lines = Flag()
    rules = fields.List(fields.Nested(RuleCostSchema))


class LadderMoveSchema(Schema):
    carrier = Text()
    id = Text()
    from_bps = Bps()
    to_bps = Bps()


class BundleMoveSchema(Schema):
    carrier = Text()
    id = Text()
    earned = Flag()


class OptionSchema(Schema):
    """One carrier for the line (null: to stay outside); `change_minor` is of the whole total."""

    carrier = Text(allow_none=True)
    verdict = Text(metadata={"enum": [str(verdict) for verdict in Verdict]})
    list_minor = Amount(allow_none=True)
    now_minor = Amount(
        allow_none=True, metadata={"description": "at the volumes of the award as it stands"}
    )
    discount_bps = Bps(allow_none=True)
    price_minor = Amount(metadata={"description": "if the line alone moved there"})
    change_minor = Whole(None)
    others_minor = Whole(None, metadata={"description": "what all other lines would cost more"})
    ladders = fields.List(fields.Nested(LadderMoveSchema), dump_default=[])
    bundles = fields.List(fields.Nested(BundleMoveSchema), dump_default=[])
    above_ceiling = Whole(dump_default=0)
    above_ceiling_lines = fields.List(Text(), dump_default=[])
    breaks = fields.List(Text(), dump_default=[])


class LineExplainedSchema(Schema):
    """Where a line could go, its own carrier first."""

    reference = Text(attribute="row.reference")
    lot = Text(attribute="row.lot.code")
    options = fields.List(fields.Nested(OptionSchema))
    rules = fields.Function(
        lambda seen: [StatedRuleSchema().dump(rule) for rule in seen.rules.values()],
        metadata={
            "type": "array",
            "items": {"type": "object"},
            "description": "those that moves would break",
        },
    )
