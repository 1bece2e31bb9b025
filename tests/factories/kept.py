"""What a file's tests begin with, made once: before each further test its rows are put back.

Making a market by its own requests takes a thousand statements; putting its rows back takes few.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar

import psycopg
import pytest

from marketplace.db.session import Database
from tests.factories.people import People

TABLES = "SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
SEQUENCES = (
    "SELECT format('%I', sequencename), coalesce(last_value, start_value), last_value IS NOT NULL "
    "FROM pg_sequences WHERE schemaname = 'public'"
)
SET_SEQUENCES = (
    "SELECT setval(name::regclass, at, called) "
    "FROM unnest(%s::text[], %s::int8[], %s::bool[]) AS wanted (name, at, called)"
)


@dataclass(frozen=True)
class Snapshot:
    """Every row of a database, by table, and where its sequences stand."""

    rows: dict[str, bytes]
    sequences: list[tuple[str, int, bool]]


class Rows:
    """All rows of one database, taken and put back past every trigger and key."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url.set(drivername="postgresql")
        self.connection = psycopg.connect(url.render_as_string(hide_password=False))
        with self.connection.transaction():
            tables = self.connection.execute(TABLES).fetchall()
            self.connection.execute(
                "SET lock_timeout = '30s'; SET session_replication_role = replica"
            )
        parts = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for (name,) in tables)
        self._filled = " UNION ALL ".join(parts)

    def filled(self) -> list[str]:
        """The tables that have a row."""
        return [name for (name,) in self.connection.execute(self._filled)]

    def take(self) -> Snapshot:
        with self.connection.transaction():
            rows = {name: self._read(name) for name in self.filled()}
            return Snapshot(rows, self.connection.execute(SEQUENCES).fetchall())

    def _read(self, table: str) -> bytes:
        with self.connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
            return b"".join(bytes(part) for part in copy)

    def put_back(self, snapshot: Snapshot) -> None:
        """The database is as it was; whatever else was written is gone."""
        with self.connection.transaction():
            emptying = "; ".join(f"DELETE FROM {name}" for name in self.filled())
            self.connection.execute(emptying, prepare=False)
            for name, content in snapshot.rows.items():
                written = self.connection.cursor().copy(f"COPY {name} FROM STDIN (FORMAT binary)")
                with written as copy:
                    copy.write(content)
            sequences = zip(*snapshot.sequences, strict=True)
            self.connection.execute(SET_SEQUENCES, [list(part) for part in sequences])

    def close(self) -> None:
        self.connection.close()


class Shelf:
    """What the tests of the present file have made and keep, in the database they all share."""

    now: ClassVar[Shelf | None] = None
    "none before the first test that asks for the database"

    def __init__(self, database: Database) -> None:
        self.database, self.rows = database, Rows(database)
        self.empty = self.rows.take()
        "as migrated, which the next file finds again"
        self.made: dict[str, tuple[Snapshot, Any]] = {}
        self.lasting: dict[str, tuple[Snapshot, Any]] = {}
        "what several files begin with"

    def give(
        self, name: str, people: People, make: Callable[[], Any], *, lasting: bool = False
    ) -> Any:
        """A copy of what `make` once made, with the database as it was then."""
        assert people.database is self.database
        made = self.lasting if lasting else self.made
        if name in made:
            snapshot, thing = made[name]
            self.rows.put_back(snapshot)
        else:
            thing = make()
            made[name] = self.rows.take(), thing
        shared = (people.app, people.database, people.app.extensions["marketplace"])
        return deepcopy(thing, {id(one): one for one in shared})

    def clear(self) -> None:
        """The file is over."""
        self.made.clear()
        self.rows.put_back(self.empty)


def shelf() -> Shelf:
    """The one of this process."""
    assert Shelf.now is not None
    return Shelf.now


def kept(make: Callable[..., Any]) -> Any:
    """A fixture that makes its thing once in a file; every test gets it as it was made.

    Its rows replace all others: it comes before whatever else the test makes. It takes `people`,
    and what it makes holds no open browser.
    """

    @pytest.fixture
    @wraps(make)
    def given(**needed: Any) -> Any:
        name = f"{make.__module__}.{make.__name__}"
        return shelf().give(name, needed["people"], lambda: make(**needed))

    return given
