"""An organisation by its names, as others see it."""

from __future__ import annotations

from marketplace.schemas.fields import Schema, Text, Uuid


class PartySchema(Schema):
    """An organisation by its names."""

    id = Uuid()
    name_zh = Text()
    name_en = Text()
