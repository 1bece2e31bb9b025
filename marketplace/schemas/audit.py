"""Entries of the audit log as overseers read them."""

from __future__ import annotations

from marshmallow import fields

from marketplace.schemas.fields import Schema, Text, Uuid
from marketplace.schemas.order_fields import order_field
from marketplace.schemas.time_fields import Day, Instant
from marketplace.services.desk_orders import AUDIT


class AuditEntrySchema(Schema):
    """Without place and hash in the chain: a gap would tell of an entry that is still sealed."""

    id = Uuid()
    at = Instant()
    chain = Text()
    subject = Text()
    subject_id = Uuid()
    event = Text()
    from_state = Text(allow_none=True)
    to_state = Text(allow_none=True)
    reason = Text(allow_none=True)
    actor_id = Uuid(allow_none=True)
    organisation_id = Uuid(allow_none=True)
    facts = fields.Dict()


class AuditQuerySchema(Schema):
    """By object, chain, event, and days of Shanghai, both counted."""

    subject = Text(1, 50)
    subject_id = Uuid()
    chain = Text(1, 50)
    event = Text(1, 100)
    since = Day()
    until = Day()
    sort = order_field(*AUDIT)
