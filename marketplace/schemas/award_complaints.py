"""Complaints (异议) against an award and their answers."""

from __future__ import annotations

from enum import StrEnum

from marshmallow import fields

from marketplace.domain.lives import AwardComplaintState
from marketplace.domain.roles import OrganisationKind
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant

MOST_TEXT = 4_000


class Decision(StrEnum):
    DISMISSED = "dismissed"
    UPHELD = "upheld"


class Effect(StrEnum):
    """What an upheld complaint leads to."""

    NONE = "none"
    REAWARD = "reaward"
    RERUN = "rerun"


class NewAwardComplaintSchema(Schema):
    text = Text(1, MOST_TEXT, lines=True, required=True)


class ComplaintAnswerSchema(Schema):
    decision = Choice(Decision, required=True)
    answer = Text(1, MOST_TEXT, lines=True, required=True)
    effect = Choice(Effect, load_default=Effect.NONE)
    quotes_due_at = Instant(
        load_default=None,
        allow_none=True,
        metadata={"description": "with `rerun`: ask for quotes again at once, until then"},
    )


class AwardComplaintSchema(Schema):
    """A complaint; its complainant is named to organiser, overseers and itself."""

    id = Uuid()
    award_id = Uuid()
    group_buy_id = Uuid()
    by = Choice(OrganisationKind)
    complainant = fields.Nested(PartySchema, allow_none=True)
    own = Flag()
    text = Text()
    state = Choice(AwardComplaintState)
    filed_at = Instant()
    answer = Text(allow_none=True)
    effect = Text(allow_none=True)
    answered_at = Instant(allow_none=True)
    withdrawn_at = Instant(allow_none=True)
