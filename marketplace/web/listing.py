"""One page of a long list, with the ways to its neighbours, and what its address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session

PAGE = 50
MOST_OFFSET = 1_000_000
YEARS = range(2000, 2201)


@dataclass(frozen=True)
class Listing:
    """What is shown, where it stands in the whole, and where the neighbours are."""

    things: list[Any]
    first: int
    total: int

    @property
    def last(self) -> int:
        return self.first + len(self.things) - 1

    @property
    def previous(self) -> str | None:
        return _at(max(0, self.first - 1 - PAGE)) if self.first > 1 else None

    @property
    def next(self) -> str | None:
        return _at(self.last) if self.last < self.total else None


def listing(session: Session, query: sa.Select[Any], *, rows: bool = False) -> Listing:
    """The page that `?offset=` asks for; entities, or whole rows."""
    offset = _offset()
    counted = sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
    total = session.execute(counted).scalar_one()
    found = session.execute(query.offset(offset).limit(PAGE))
    things = list(found) if rows else list(found.scalars().unique())
    return Listing(things, offset + 1 if things else 0, total)


def _offset() -> int:
    text = request.args.get("offset", "0")
    told = text.isascii() and text.isdigit() and len(text) < 8
    return min(int(text), MOST_OFFSET) if told else 0


def _at(offset: int) -> str:
    return "?" + urlencode(request.args.to_dict() | {"offset": str(offset)})


def asked_id(name: str) -> UUID | None:
    """The id that `?name=` asks for; None for anything else."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def asked_day(name: str) -> date | None:
    """The day that `?name=` asks for, as `day_of` reads it."""
    return day_of(request.args.get(name, ""))


def day_of(text: str) -> date | None:
    """The day in ISO 8601; None for what is no day, or none that a record here could be of."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def chosen(kind: Any, name: str) -> Any:
    """The enum member that `?name=` asks for, or None for all."""
    value = request.args.get(name, "")
    return kind(value) if value in kind._value2member_map_ else None
