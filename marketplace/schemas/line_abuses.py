"""Records of an unlawful use of a line in service (SEC-11)."""

from __future__ import annotations

from marketplace.domain.line_abuse import AbuseWord
from marketplace.schemas.fields import Choice, Schema, Text, Uuid
from marketplace.schemas.time_fields import Instant


class NewLineAbuseSchema(Schema):
    """`evidence_id` names a file uploaded to /files."""

    word = Choice(AbuseWord, required=True)
    reason = Text(1, 2000, lines=True, required=True)
    evidence_id = Uuid(load_default=None, allow_none=True)


class LineAbuseSchema(NewLineAbuseSchema):
    id = Uuid()
    recorded_at = Instant()
    reviewer = Text(attribute="reviewer.name")
