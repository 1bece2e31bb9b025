"""Who made a quote, and the files that come with it: sealed with the quote, read at the opening."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from marshmallow import fields

from marketplace.schemas.fields import Schema, Text, listed, refuse
from marketplace.schemas.quotes import TermsSchema
from marketplace.services.seal_origin import LARGEST_FILE, MOST_FILES, SentFile

ENCODED = LARGEST_FILE * 4 // 3 + 4


class Content(fields.Field[bytes]):
    """The bytes of a file in base64."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "contentEncoding": "base64", "maxLength": ENCODED}
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bytes:
        if not isinstance(value, str) or len(value) > ENCODED:
            raise refuse("base64_expected")
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise refuse("base64_expected") from None


class SentFileSchema(Schema):
    """A file of the quote: its fingerprint and what it says of its author are sealed."""

    name = Text(1, 200, required=True)
    content = Content(required=True)


class PreparationSchema(Schema):
    """Who made the quote; all of it is optional."""

    contact_name = Text(0, 100)
    contact_phone = Text(0, 40)
    contact_email = Text(0, 200)
    prepared_by = Text(0, 200)
    team = Text(0, 400, metadata={"description": "names of project members, between commas"})
    account = Text(0, 60)


class SealingSchema(TermsSchema):
    """A quote as it is sent: its terms, who made it, and its files."""

    preparation = fields.Nested(PreparationSchema, load_default=None, allow_none=True)
    documents = listed(fields.Nested(SentFileSchema), 0, MOST_FILES, load_default=list)


def sealing_parts(body: dict[str, Any]) -> dict[str, Any]:
    """The arguments of `seal_quote` that a sent quote holds."""
    terms = dict(body)
    said, files = terms.pop("preparation"), terms.pop("documents")
    return {"quote": terms, "preparation": said, "files": [SentFile(**file) for file in files]}
