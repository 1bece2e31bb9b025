"""What is said on an RFQ: questions with answers, amendments, reasons."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from marshmallow import fields, post_load

from marketplace.domain.lives import QuestionState, RfqProfile
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole, listed
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.rfqs import MOST_TEXT
from marketplace.schemas.time_fields import Instant
from marketplace.services.amend_rfq import Changes
from marketplace.services.release_rfq_lines import LineRelease


class QuestionKind(StrEnum):
    """A question, or the wish for a site survey."""

    QUESTION = "question"
    SURVEY = "survey"


class NewQuestionSchema(Schema):
    """`reference` is the line it is about; a survey needs one."""

    kind = Choice(QuestionKind, load_default=QuestionKind.QUESTION)
    reference = Text(1, 20, load_default=None, allow_none=True)
    text = Text(1, MOST_TEXT, lines=True, required=True)


class AnswerSchema(Schema):
    """`survey_at`: when every invited carrier may come; without it a survey is declined."""

    answer = Text(1, MOST_TEXT, lines=True, required=True)
    survey_at = Instant(load_default=None, allow_none=True)


class QuestionSchema(Schema):
    """A question as all invited carriers read it; `asked_by` never before the opening."""

    id = Uuid()
    rfq_id = Uuid()
    number = Whole()
    kind = Text()
    reference = Text(allow_none=True)
    text = Text()
    state = Choice(QuestionState)
    asked_at = Instant()
    own = Flag()
    asked_by = fields.Nested(PartySchema, allow_none=True)
    answer = Text(allow_none=True)
    survey_at = Instant(allow_none=True)
    answered_at = Instant(allow_none=True)


class LineReleaseSchema(Schema):
    """A line that is asked for no more, by its reference, and why."""

    reference = Text(1, 20, required=True)
    reason = Text(1, MOST_TEXT, lines=True, required=True)

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> LineRelease:
        return LineRelease(**data)


class NewAmendmentSchema(Schema):
    """What changes; what is left out or null stays. Every quote received becomes void."""

    text = Text(1, MOST_TEXT, lines=True, required=True)
    quotes_due_at = Instant(load_default=None, allow_none=True)
    questions_due_at = Instant(load_default=None, allow_none=True)
    profile = Choice(RfqProfile, load_default=None, allow_none=True)
    min_quotes = Whole(1, 20, load_default=None, allow_none=True)
    notes = Text(0, MOST_TEXT, lines=True, load_default=None, allow_none=True)
    release = listed(fields.Nested(LineReleaseSchema), 0, 1000, load_default=list)

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"text": data.pop("text"), "changes": Changes(**data)}


class AmendmentSchema(Schema):
    """`changes`: by field what it was and what it is; `released` the lines taken out."""

    id = Uuid()
    rfq_id = Uuid()
    number = Whole()
    text = Text()
    changes = fields.Raw(metadata={"type": "object"})
    due_before_at = Instant()
    due_after_at = Instant()
    amended_at = Instant()


class RfqReasonSchema(Schema):
    """Why, in writing; it goes on record."""

    reason = Text(1, MOST_TEXT, lines=True, required=True)
