"""The field by which a list is put in order: the name of a head, `-` before it for down."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from marketplace.schemas.fields import Choice
from marketplace.services.desk_orders import DOWN


def order_field(*heads: str) -> Choice:
    """One of the heads, either way up; unset: as the list is ordered usually."""
    names = [f"{way}{head}" for head in heads for way in ("", DOWN)]
    ways: Any = StrEnum("ways", {name: name for name in names})  # type: ignore[misc]
    return Choice(ways, load_default=None, metadata={"description": "a head; `-` before it: down"})
