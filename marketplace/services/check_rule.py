"""What an invariant is: a name, a sentence, and a way to find whatever breaks it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

Scope = Collection[UUID] | None
"the group buys to look at; None: everything"
Broken = tuple[UUID | None, str]
"the thing, and what is wrong with it"


@dataclass(frozen=True)
class Violation:
    """One thing that breaks one invariant."""

    rule: str
    thing: UUID | None
    detail: str

    def __str__(self) -> str:
        return f"{self.rule} {self.thing or '-'} {self.detail}"


@dataclass(frozen=True)
class Told:
    """An invariant as a query for what breaks it: columns thing (uuid) and detail (text)."""

    rule: str
    says: str
    query: str


@dataclass(frozen=True)
class Computed:
    """An invariant that needs the domain's code; its queries are as many for few as for many."""

    rule: str
    says: str
    find: Callable[[Session, Scope], Iterable[Broken]]


def among(column: str) -> str:
    """The SQL condition that the column's group buy is in scope (parameter `only`)."""
    return f"(CAST(:only AS uuid[]) IS NULL OR {column} = ANY(CAST(:only AS uuid[])))"
