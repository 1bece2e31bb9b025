"""Fields of instants and days: with an offset, within two centuries, refused by code."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import fields

from marketplace.schemas.fields import refuse


class Instant(fields.Field[datetime]):
    """An instant: ISO 8601 with an offset; kept and given back in UTC."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "format": "date-time"} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            instant = datetime.fromisoformat(value)
            if instant.tzinfo is None:
                raise refuse("instant_offset")
            instant = instant.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            raise refuse("instant") from None
        if not 2000 <= instant.year <= 2200:
            raise refuse("instant")
        return instant

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Day(fields.Field[date]):
    """A calendar day: YYYY-MM-DD."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "format": "date"} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise refuse("day")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise refuse("day") from None
        if not 2000 <= day.year <= 2200:
            raise refuse("day")
        return day

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else value.isoformat()
