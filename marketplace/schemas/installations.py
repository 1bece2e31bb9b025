"""Installations (报装进度): contracted lines with milestones and tests."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import ContractState, MilestoneKind, MilestoneState
from marketplace.schemas.fields import Amount, Bps, Choice, Flag, Mbps, Schema, Text, Uuid, Whole
from marketplace.schemas.lines import MOST_RTT_US, OPTIONAL
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant


class InstallationQuerySchema(Schema):
    """All of them, those of one group buy or contract, or only those that are late."""

    group_buy_id = Uuid(**OPTIONAL)
    contract_id = Uuid(**OPTIONAL)
    late = Flag(load_default=False)


class MilestoneDelaySchema(Schema):
    expected_on = Day(required=True)
    reason = Text(1, 2000, lines=True, required=True)


class MilestoneFinishSchema(Schema):
    """`evidence_id` names a file uploaded to /files."""

    done_on = Day(required=True)
    note = Text(0, 2000, lines=True, load_default="")
    evidence_id = Uuid(**OPTIONAL)


class NewLineTestSchema(Schema):
    """Round trip in microseconds, throughput in Mbps, lost packets per million."""

    tested_on = Day(required=True)
    rtt_us = Whole(1, MOST_RTT_US, required=True)
    throughput_mbps = Mbps(required=True)
    loss_ppm = Whole(0, 1_000_000, **OPTIONAL)
    note = Text(0, 2000, lines=True, load_default="")
    evidence_id = Uuid(**OPTIONAL)


class SecurityFilingSchema(Schema):
    """Number and day of the filing with public security (国际联网备案)."""

    security_filing = Text(1, 100, required=True)
    security_filed_on = Day(required=True)


class LateCompensationSchema(Schema):
    """What the carrier paid because the line went live late, and when."""

    late_compensation_minor = Amount(required=True)
    late_compensated_on = Day(required=True)


class MilestoneSchema(Schema):
    """`due_on` is the plan and never changes; `expected_on` is what the carrier says now."""

    id = Uuid()
    kind = Choice(MilestoneKind)
    state = Choice(MilestoneState)
    due_on = Day()
    expected_on = Day()
    delay_reason = Text(allow_none=True)
    done_on = Day(allow_none=True)
    note = Text(allow_none=True)
    evidence_id = Uuid(allow_none=True)


class InstallationStepSchema(Schema):
    """A milestone and by how many days it is or was late."""

    milestone = fields.Nested(MilestoneSchema)
    days_late = Whole()
    delayed = Flag()


class LineTestSchema(NewLineTestSchema):
    id = Uuid()
    throughput_mbps = Mbps(allow_none=True)
    note = Text(allow_none=True)
    passed = Flag()
    recorded_at = Instant()


class InstallationSchema(Schema):
    """A contracted line on its way to service, and its record afterwards."""

    id = Uuid(attribute="line.id")
    line_id = Uuid(attribute="line.line_id")
    contract_id = Uuid(attribute="line.contract_id")
    contract_number = Text(attribute="line.contract.number")
    contract_state = Choice(ContractState, attribute="line.contract.state")
    group_buy_id = Uuid(attribute="line.group_buy_id")
    member = fields.Nested(PartySchema, attribute="line.contract.member")
    carrier = fields.Nested(PartySchema, attribute="line.contract.carrier")
    reference = Text(attribute="line.reference")
    corridor = Text(attribute="line.line.corridor.code")
    product = Text(attribute="line.line.product")
    mbps = Mbps(attribute="line.line.mbps")
    rtt_floor_us = Whole(attribute="line.line.corridor.rtt_floor_us")
    promised_rtt_us = Whole(allow_none=True)
    availability_bps = Bps(attribute="line.availability_bps", allow_none=True)
    mttr_hours = Whole(attribute="line.mttr_hours", allow_none=True)
    delivery_days = Whole(attribute="line.delivery_days", allow_none=True)
    due_on = Day(attribute="line.due_on", allow_none=True)
    late = Flag()
    live_on = Day(attribute="line.live_on", allow_none=True)
    ends_on = Day(attribute="line.ends_on", allow_none=True)
    delivered_late = Whole(metadata={"description": "days after the promised day"})
    least_compensation_minor = Amount()
    late_compensation_minor = Amount(attribute="line.late_compensation_minor", allow_none=True)
    late_compensated_on = Day(attribute="line.late_compensated_on", allow_none=True)
    security_filing = Text(attribute="line.security_filing", allow_none=True)
    security_filed_on = Day(attribute="line.security_filed_on", allow_none=True)
    steps = fields.List(fields.Nested(InstallationStepSchema))
    tests = fields.List(fields.Nested(LineTestSchema))


class InstallationStepCountSchema(Schema):
    """How many lines of the group buy have done a step, and how many are late with it."""

    kind = Choice(MilestoneKind)
    done = Whole()
    late = Whole()


class InstallationCountsSchema(Schema):
    """How far a group buy is, in numbers only."""

    lines = Whole()
    live = Whole()
    late = Whole()
    steps = fields.List(fields.Nested(InstallationStepCountSchema))
