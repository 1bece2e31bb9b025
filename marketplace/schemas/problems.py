"""The shape of a problem answer (RFC 9457), for the API's description."""

from __future__ import annotations

import marshmallow as ma


class MessagesSchema(ma.Schema):
    """The sentence in both languages."""

    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class FaultSchema(ma.Schema):
    """One thing wrong, at a JSON pointer; in a sheet at a row (the header is 1) and column."""

    pointer = ma.fields.String(required=True)
    code = ma.fields.String(required=True)
    message = ma.fields.String(required=True)
    messages = ma.fields.Nested(MessagesSchema, required=True)
    finding = ma.fields.Raw(
        metadata={"description": "of a compliance rule: rule, outcome, title, sources, link"}
    )
    award_line_id = ma.fields.UUID(
        metadata={"description": "the line whose answer it is, of several answers at once"}
    )
    row = ma.fields.Integer()
    column = ma.fields.String()


class ProblemSchema(ma.Schema):
    """A refusal: a code to act on, a sentence to show, and every fault of the input at once."""

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True)
    message = ma.fields.String(required=True, metadata={"description": "in the asked language"})
    messages = ma.fields.Nested(MessagesSchema, required=True)
    details = ma.fields.Raw()
    errors = ma.fields.List(ma.fields.Nested(FaultSchema))
