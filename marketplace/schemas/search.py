"""What is searched for, and what was found."""

from __future__ import annotations

from marshmallow import fields

from marketplace.schemas.fields import Choice, Schema, Text, Uuid
from marketplace.services.search_market import HitKind


class SearchQuerySchema(Schema):
    q = Text(1, 100, required=True)


class SearchHitSchema(Schema):
    """One thing found; `beside` is whose it is, its parties, or its code."""

    kind = Choice(HitKind)
    id = Uuid()
    title_zh = Text()
    title_en = Text()
    beside_zh = Text()
    beside_en = Text()
    state = Text()


class FoundSchema(Schema):
    """Hits by kind, the newest first; `more` names the kinds of which there are more than shown."""

    hits = fields.List(fields.Nested(SearchHitSchema))
    more = fields.List(Choice(HitKind))
