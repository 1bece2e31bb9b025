"""Questions about a group buy and their answers."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import QuestionState
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant

MOST_TEXT = 2000


class NewMemberQuestionSchema(Schema):
    text = Text(1, MOST_TEXT, lines=True, required=True)


class MemberAnswerSchema(Schema):
    answer = Text(1, MOST_TEXT, lines=True, required=True)


class MemberQuestionSchema(Schema):
    """A question as everyone who may join reads it; `asked_by` for the organiser alone."""

    id = Uuid()
    group_buy_id = Uuid()
    number = Whole()
    text = Text()
    state = Choice(QuestionState)
    asked_at = Instant()
    own = Flag()
    asked_by = fields.Nested(PartySchema, allow_none=True)
    answer = Text(allow_none=True)
    answered_at = Instant(allow_none=True)
