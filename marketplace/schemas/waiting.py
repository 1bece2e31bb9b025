"""The waiting list of a locked group buy in requests and answers."""

from __future__ import annotations

from marshmallow import fields

from marketplace.domain.lives import WaitingState
from marketplace.domain.products import Product, Protection
from marketplace.schemas.fields import Choice, Mbps, Schema, Uuid, Whole
from marketplace.schemas.lines import LineSchema
from marketplace.schemas.parties import PartySchema
from marketplace.schemas.time_fields import Instant


class NewWaitingSchema(Schema):
    """One line as it would be joined."""

    line = fields.Nested(LineSchema, required=True)


class WaitingEntrySchema(Schema):
    """A line that waits for the place of a declined line of the same row."""

    id = Uuid()
    group_buy_id = Uuid()
    state = Choice(WaitingState)
    corridor = fields.String(attribute="corridor.code")
    product = Choice(Product)
    term_months = Whole()
    protection = Choice(Protection)
    mbps = Mbps()
    row_mbps = Mbps(metadata={"description": "a place must be of this row of the list prices"})
    label = fields.Function(lambda entry: entry.line.get("label", ""))
    waiting_at = Instant()
    version = Whole()


class WaitingSchema(Schema):
    """An entry with its place; `member` for the organiser only."""

    entry = fields.Nested(WaitingEntrySchema)
    place = Whole(
        allow_none=True,
        metadata={"description": "in its row; null among the first, or when it waits no longer"},
    )
    member = fields.Method("member_of", metadata={"type": ["object", "null"]})

    def member_of(self, waiting: object) -> object:
        named = getattr(waiting, "named", False)
        return PartySchema().dump(waiting.entry.member) if named else None  # type: ignore[attr-defined]
