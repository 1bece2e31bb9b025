"""Who may call what: rows of the access table, and the world of actors that calls.

A subject's rows are in `access_rows/SUBJECT.py`: a list `ROWS`, and if need be `prepare(world)`,
which makes what the rows' paths name and keeps it as `world["group_buy_id"] = ...`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from flask import Flask

from marketplace.db.session import Database
from tests.api import access_rows
from tests.factories.kept import shelf
from tests.factories.people import Actor, People

ROOT = "/api/v1"
ANONYMOUS = frozenset({"anonymous"})
MEMBERS = frozenset({"member", "foreign_member"})
PARKS = frozenset({"park_manager", "foreign_park_manager"})
CARRIERS = frozenset({"carrier", "foreign_carrier"})
OVERSEERS = frozenset({"reviewer", "observer", "operator"})
PENDING = frozenset({"pending"})
SIGNED_IN = MEMBERS | PARKS | CARRIERS | OVERSEERS | PENDING
EVERYBODY = SIGNED_IN | ANONYMOUS
ROLES = sorted(EVERYBODY)


class World(dict[str, Any]):
    """Actors by role (`world.actors`), and the things that the rows' paths name, by key."""

    def __init__(self, app: Flask, people: People, database: Database) -> None:
        super().__init__()
        self.untouched: dict[Make, Any] = {}
        "what was made for calls that were all refused: they must have left it as it was"
        self.app, self.people, self.database = app, people, database
        park, foreign_park = people.park(), people.park()
        self.actors: dict[str, Actor] = {
            "park_manager": park,
            "foreign_park_manager": foreign_park,
            "member": people.enterprise(park),
            "foreign_member": people.enterprise(foreign_park),
            "pending": people.enterprise(park, confirmed=False),
            "carrier": people.carrier(),
            "foreign_carrier": people.carrier(),
            "reviewer": people.reviewer(),
            "observer": people.observer(),
            "operator": people.operator(),
        }

    def named(self, source: str | Make) -> Any:
        """The thing of this key; of a function, what it made since somebody last got through."""
        if not callable(source):
            return self[source]
        if source not in self.untouched:
            self.untouched[source] = source(self)
        return self.untouched[source]

    def touched(self) -> None:
        """Somebody got through and may have changed what was made: the next call gets anew."""
        self.untouched.clear()


Make = Callable[[World], Any]


@dataclass(frozen=True)
class Row:
    """One operation: who may, and what the others are told (anonymous: always 401)."""

    method: str
    rule: str
    "as registered, without the root"
    may: frozenset[str]
    others: int = 404
    but: dict[str, int] = field(default_factory=dict)
    "roles that are told something else, such as 403 to those who see the thing"
    fill: dict[str, str | Make] = field(default_factory=dict)
    "path argument -> key in the world (default: its name), or a function that makes it"
    body: Any = None
    "valid JSON, or a function of the world that gives it: rights are asked after form"
    query: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    def expected(self, role: str) -> int | None:
        """The status for the role; None: it may."""
        if role in self.may:
            return None
        return 401 if role in ANONYMOUS else self.but.get(role, self.others)

    def path(self, world: World, arguments: list[str]) -> str:
        """The path with its arguments filled from the world."""
        path = self.rule
        for name in arguments:
            value = world.named(self.fill.get(name, name))
            start, end = path.index("<"), path.index(">")
            path = f"{path[:start]}{value}{path[end + 1 :]}"
        return path + self.query


def subjects() -> Iterator[ModuleType]:
    """The modules of `access_rows`."""
    for found in sorted(pkgutil.iter_modules(access_rows.__path__), key=lambda m: m.name):
        yield import_module(f"{access_rows.__name__}.{found.name}")


def all_rows() -> list[Row]:
    return [row for subject in subjects() for row in subject.ROWS]


def prepared(app: Flask, database: Database) -> World:
    """The world with everything that the subjects' rows need; made once in a process."""
    people = People(app, database)
    return shelf().give("world", people, lambda: _made(World(app, people, database)), lasting=True)


def _made(world: World) -> World:
    for subject in subjects():
        if hasattr(subject, "prepare"):
            subject.prepare(world)
    return world
