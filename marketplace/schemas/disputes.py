"""Disputes of card holders, as both sides and the operator see them."""

from __future__ import annotations

from marketplace.domain.lives import DisputeState
from marketplace.schemas.fields import Amount, Choice, Schema, Text, Uuid
from marketplace.schemas.time_fields import Instant


class DisputeSchema(Schema):
    """Amounts in fen. `respond_by`: until when the operator can answer it at Stripe."""

    id = Uuid()
    state = Choice(DisputeState)
    amount_minor = Amount()
    reason = Text()
    opened_at = Instant()
    respond_by = Instant(allow_none=True)
    ended_at = Instant(allow_none=True)
