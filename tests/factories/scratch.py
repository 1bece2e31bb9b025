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
def scratch(config: Config, database_url: str) -> Iterator[Flask]:
    """The application, for the block."""
    url, name = make_url(database_url), f"scratch_{uuid4().hex}"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    own = url.set(database=name).render_as_string(hide_password=False)
    migrate(own)
    app = create_app(replace(config, database_url=own))
    try:
        yield app
    finally:
        app.extensions["marketplace"].database.close()
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name}"))
        admin.dispose()
