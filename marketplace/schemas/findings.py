"""Findings of the rules with their sources, what reviewers decide, figures, and duties."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.compliance.duties import Duty
from marketplace.domain.compliance.facts import FACTS
from marketplace.domain.compliance.facts.fact import label_of
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.mends import link_of
from marketplace.domain.compliance.registry import find_rule
from marketplace.domain.compliance.verdicts import Standing, Verdict
from marketplace.models import KeptFinding
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.desk_orders import DUTY_HEADS, FINDINGS
from marketplace.services.find_duties import DutySeen, DutyState
from marketplace.services.find_findings import Order
from marketplace.services.standing_findings import StandingFinding

KINDS = {kind.__name__: kind for kind in FACTS}


class BothSchema(Schema):
    """A text in both languages."""

    zh = Text()
    en = Text()


class SourceSchema(Schema):
    """Where a rule comes from, as far as it may be printed."""

    zh = Text()
    en = Text()
    body_zh = Text()
    body_en = Text()
    issued = Text(allow_none=True)
    evidence = Text()
    address = Text()


class SaidSchema(Schema):
    """One thing that the rule has to say, and the page with the field that mends it."""

    outcome = Choice(Outcome)
    messages = fields.Nested(BothSchema)
    mends = Text(allow_none=True)
    link = Text()


class FactSchema(Schema):
    """A fact that the rule looked at; of personal ones only whether they were given."""

    name = Text()
    label = fields.Nested(BothSchema)
    value = fields.Raw(allow_none=True)


class FindingSchema(Schema):
    """The newest answer of one rule about one thing at a gate."""

    id = Uuid()
    subject = Text(attribute="finding.subject")
    subject_id = Uuid(attribute="finding.subject_id")
    organisation_id = Uuid(attribute="finding.organisation_id")
    group_buy_id = Uuid(attribute="finding.group_buy_id", allow_none=True)
    gate = Choice(Gate, attribute="finding.gate")
    rule = Text(attribute="finding.code")
    version = Whole(attribute="finding.version")
    outcome = Choice(Outcome, attribute="finding.outcome")
    standing = Choice(Standing)
    asked_at = Instant(attribute="finding.asked_at")
    title = fields.Method("_title", metadata={"type": "object"})
    says = fields.Method("_says", metadata={"type": "array"})
    sources = fields.Method("_sources", metadata={"type": "array"})
    facts = fields.Method("_facts", metadata={"type": "array"})

    def _title(self, seen: StandingFinding) -> dict[str, str]:
        return _rule(seen.finding).title.as_dict()

    def _says(self, seen: StandingFinding) -> list[dict[str, Any]]:
        return said_of(seen.finding)

    def _sources(self, seen: StandingFinding) -> list[dict[str, Any]]:
        return [source.as_dict() for source in _rule(seen.finding).sources]

    def _facts(self, seen: StandingFinding) -> list[dict[str, Any]]:
        return facts_of(seen.finding)


def _rule(finding: KeptFinding) -> Any:
    return find_rule(finding.code, finding.version)


def said_of(finding: KeptFinding) -> list[dict[str, Any]]:
    """Everything that the rule said, each with its link."""
    return [
        {
            "outcome": said["outcome"],
            "messages": {"zh": said["message_zh"], "en": said["message_en"]},
            "mends": said["mends"],
            "link": link_of(finding.path, finding.kind, said["mends"]),
        }
        for said in finding.says
    ]


def facts_of(finding: KeptFinding) -> list[dict[str, Any]]:
    """What the rule saw, with the names that people read."""
    kind = KINDS[finding.kind]
    return [
        {"name": name, "label": label_of(kind, name).as_dict(), "value": value}
        for name, value in finding.facts.items()
    ]


class DecisionSchema(Schema):
    """What a reviewer decided; `confirms_id`: a second reviewer's word on that decision."""

    id = Uuid()
    verdict = Choice(Verdict)
    reason = Text()
    decided_at = Instant()
    confirms_id = Uuid(allow_none=True)


class FindingWithDecisionsSchema(FindingSchema):
    decisions = fields.List(fields.Nested(DecisionSchema))


class NewDecisionSchema(Schema):
    verdict = Choice(Verdict, required=True)
    reason = Text(1, 2000, lines=True, required=True)


class FindingQuerySchema(Schema):
    """Which findings: by where they stand, by gate, rule, group buy, organisation, or thing.

    `waiting`: all that waits for a first or a second reviewer, unless `standing` names one.
    """

    standing = Choice(Standing)
    waiting = Flag(load_default=False)
    gate = Choice(Gate)
    rule = Text(1, 20)
    group_buy_id = Uuid()
    organisation_id = Uuid()
    subject_id = Uuid()
    order = Choice(Order, load_default=Order.AGE)
    sort = order_field(*FINDINGS)


class PerDaySchema(Schema):
    day = Day()
    decided = Whole()


class FiguresSchema(Schema):
    """Hours are rounded down; null where nothing waits or was decided in 30 days."""

    waiting = Whole()
    oldest_hours = Whole(allow_none=True)
    median_waiting_hours = Whole(allow_none=True)
    median_decided_hours = Whole(allow_none=True)
    decided = Whole()
    per_day = fields.Method("_per_day", metadata={"type": "array"})

    def _per_day(self, figures: Any) -> list[dict[str, Any]]:
        return [{"day": day.isoformat(), "decided": count} for day, count in figures.per_day]


class DutyDoneSchema(Schema):
    id = Uuid()
    duty = Text()
    done_on = Day()
    note = Text()
    recorded_at = Instant()


class NewDutyDoneSchema(Schema):
    done_on = Day(required=True)
    note = Text(1, 2000, lines=True, required=True)


class DutyQuerySchema(Schema):
    state = Choice(DutyState, load_default=None)
    sort = order_field(*DUTY_HEADS)


class DutySchema(Schema):
    """A duty of the operator, and when it was last done and is due."""

    code = Text(attribute="duty.code")
    state = Choice(DutyState)
    due_on = Day(allow_none=True)
    last = fields.Nested(DutyDoneSchema, allow_none=True)
    title = fields.Method("_title", metadata={"type": "object"})
    task = fields.Method("_task", metadata={"type": "object"})
    rhythm = fields.Method("_rhythm", metadata={"type": "object"})
    sources = fields.Method("_sources", metadata={"type": "array"})

    def _title(self, seen: DutySeen) -> dict[str, str]:
        return seen.duty.title.as_dict()

    def _task(self, seen: DutySeen) -> dict[str, str]:
        return seen.duty.task.as_dict()

    def _rhythm(self, seen: DutySeen) -> dict[str, str]:
        return seen.duty.rhythm.words.as_dict()

    def _sources(self, seen: DutySeen) -> list[dict[str, Any]]:
        duty: Duty = seen.duty
        return [source.as_dict() for source in duty.sources]
