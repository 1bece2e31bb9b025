"""Kept files as their uploader sees them."""

from __future__ import annotations

from marketplace.schemas.fields import Schema, Text, Uuid, Whole
from marketplace.schemas.time_fields import Instant


class FileNameSchema(Schema):
    """What the file is to be called when it is downloaded."""

    name = Text(1, 200, load_default="file")


class StoredFileSchema(Schema):
    id = Uuid()
    name = Text()
    media_type = Text()
    sha256 = Text()
    size_bytes = Whole()
    created_at = Instant()
