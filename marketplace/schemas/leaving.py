"""Leaving: what stands in the way, the confirmation, an operator's record, what is due when."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.leaving import Obstacle
from marketplace.i18n.sentences import sentence
from marketplace.schemas.data_exports import SaidSchema
from marketplace.schemas.fields import Flag, Schema, Text, Uuid, Whole, listed, refuse
from marketplace.schemas.organisations import OrganisationSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.find_retention import Retention


def _confirmed(given: bool | None) -> None:
    if given is not True:
        raise refuse("leaving_to_confirm")


class LeaveSchema(Schema):
    confirm = Flag(required=True, validate=_confirmed)
    reason = Text(1, 1000, lines=True, load_default=None, allow_none=True)


class RecordLeavingSchema(Schema):
    reason = Text(1, 1000, lines=True, required=True)


class ObstacleSchema(Schema):
    code = Text()
    thing_id = Uuid()
    says = fields.Nested(SaidSchema)
    path = Text()


class LeavingSchema(Schema):
    organisation = fields.Nested(OrganisationSchema)
    obstacles = listed(fields.Nested(ObstacleSchema), 0, 10_000)


class DuePartySchema(Schema):
    """`until`: the first day on which its persons go; null: something of it still runs."""

    organisation = fields.Nested(PartySchema)
    left_at = Instant()
    until = Day(allow_none=True)
    rules = Text()


class DueUsersSchema(Schema):
    organisation = fields.Nested(PartySchema)
    users = Whole()
    first_on = Day()


class RetentionSchema(Schema):
    left = listed(fields.Nested(DuePartySchema), 0, 10_000)
    former_users = listed(fields.Nested(DueUsersSchema), 0, 10_000)
    orphans = Whole()
    orphans_first_on = Day(allow_none=True)
    let_go = Whole()
    let_go_first_on = Day(allow_none=True)
    doomed = Whole()


def obstacle_document(one: Obstacle) -> dict[str, Any]:
    says = {
        "zh": sentence(one.code, {"title": one.title_zh}, "zh"),
        "en": sentence(one.code, {"title": one.title_en}, "en"),
    }
    return {"code": one.code, "thing_id": one.thing_id, "says": says, "path": one.path}


def retention_document(found: Retention) -> dict[str, Any]:
    return {
        "left": found.left,
        "former_users": found.former_users,
        "orphans": found.orphans.count,
        "orphans_first_on": found.orphans.first_on,
        "let_go": found.let_go.count,
        "let_go_first_on": found.let_go.first_on,
        "doomed": found.doomed,
    }
