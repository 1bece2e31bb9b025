"""A migrated database of its own in the cluster of the tests, with an application on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import make_url

from marketplace.app import create_app
from marketplace.config import Config
from tests.conftest import migrate


@contextmanager
def scratch(config: Config, database_url: str, template: str | None = None) -> Iterator[Flask]:
    """The application, for the block; a copy of `template` is there at once."""
    with own_database(database_url, template) as (own, _name):
        if template is None:
            migrate(own)
        app = create_app(replace(config, database_url=own))
        try:
            yield app
        finally:
            app.extensions["marketplace"].database.close()


@contextmanager
def migrated_template(database_url: str) -> Iterator[str]:
    """The name of a migrated database that nobody is connected to, to be copied for each test."""
    with own_database(database_url, None) as (own, name):
        migrate(own)
        yield name


@contextmanager
def own_database(database_url: str, template: str | None) -> Iterator[tuple[str, str]]:
    """Address and name of a new database, dropped after the block."""
    url, name = make_url(database_url), f"scratch_{uuid4().hex}"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}"))
    try:
        yield url.set(database=name).render_as_string(hide_password=False), name
    finally:
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name}"))
        admin.dispose()
