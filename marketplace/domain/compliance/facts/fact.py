"""What facts are: frozen records whose every field may be unknown (None) and has a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from marketplace.domain.compliance.words import Text


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`ref` names what the facts are of (a line, a company) so that a finding can point to it."""

    ref: str = ""


def fact(zh: str, en: str, *, personal: bool = False) -> Any:
    """A field that is unknown until somebody states it, with the name people read.

    Of a personal fact (a name, a phone number) a finding keeps only whether it was given.
    """
    return field(default=None, metadata={"name": Text(zh, en), "personal": personal})


def label_of(facts: type[Facts], name: str) -> Text:
    """The name of a fact in both languages."""
    found: Text = _metadata(facts, name)["name"]
    return found


def kept(facts: Facts, name: str) -> Any:
    """What a finding keeps of a fact, as JSON knows it."""
    value = getattr(facts, name)
    if _metadata(type(facts), name)["personal"]:
        return None if value is None else bool(value)
    return plain(value)


def _metadata(facts: type[Facts], name: str) -> Mapping[str, Any]:
    return next(one for one in fields(facts) if one.name == name).metadata


def plain(value: Any) -> Any:
    """The value as JSON knows it: dates as ISO text, sets sorted, enums by their value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(inner) for name, inner in asdict(value).items()}
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, str) or not isinstance(value, Collection):
        return value
    items = [plain(inner) for inner in value]
    return sorted(items) if isinstance(value, set | frozenset) else items
