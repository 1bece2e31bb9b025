"""A migrated database of its own in the cluster of the tests, with an application on it.

Databases are copies: the first one asked for in a cluster is migrated, and stays as the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from uuid import uuid4

import sqlalchemy as sa
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask
from sqlalchemy.engine import make_url

from marketplace.app import create_app
from marketplace.config import ROOT, Config


@contextmanager
def scratch(config: Config, database_url: str) -> Iterator[Flask]:
    """The application, for the block, on a database of its own without rows."""
    with own_database(database_url) as own:
        app = create_app(replace(config, database_url=own))
        try:
            yield app
        finally:
            app.extensions["marketplace"].database.close()


@contextmanager
def own_database(database_url: str) -> Iterator[str]:
    """Address of a new migrated database, dropped after the block."""
    url, name = make_url(database_url), f"scratch_{uuid4().hex}"
    _command(url, f'CREATE DATABASE {name} TEMPLATE "{migrated(database_url)}"')
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _command(url, f"DROP DATABASE {name}")


@cache
def migrated(database_url: str) -> str:
    """The name of a migrated database that nobody is connected to, to be copied."""
    url = make_url(database_url)
    name = f"{url.database}_migrated"
    _command(url, f'DROP DATABASE IF EXISTS "{name}"')
    _command(url, f'CREATE DATABASE "{name}"')
    migrate(url.set(database=name).render_as_string(hide_password=False))
    return name


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest revision."""
    engine = sa.create_engine(url)
    alembic = AlembicConfig(str(ROOT / "alembic.ini"))
    with engine.connect() as connection:
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "head")
        connection.commit()
    engine.dispose()


def _command(url: sa.URL, statement: str) -> None:
    """What cannot be done within a transaction."""
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(statement))
    admin.dispose()
