"""Rules of an award problem, as conflicts and explanations name them."""

from __future__ import annotations

from marshmallow import fields

from marketplace.schemas.fields import Schema, Text


class StatedRuleSchema(Schema):
    """One rule by its JSON path in the problem, with the carrier or line that it speaks of."""

    path = Text()
    rule = Text()
    carrier = Text(allow_none=True)
    line = Text(allow_none=True)
    stated = fields.Raw(allow_none=True, metadata={"description": "what stands at the path"})
