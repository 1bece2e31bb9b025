"""The root's fixtures, pointed at the killable stack's database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db.session import Database
from tests.crash.stack import Stack, running_stack


@pytest.fixture(scope="package")
def only_stack() -> Iterator[Stack]:
    with running_stack() as stack:
        yield stack


@pytest.fixture
def stack(only_stack: Stack) -> Stack:
    """The one stack, with everything up again after the test before."""
    only_stack.wait()
    return only_stack


@pytest.fixture(scope="package")
def app(only_stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application of our own beside gunicorn's, to prepare and to look."""
    app = create_app(
        Config(
            var=Path(tmp_path_factory.mktemp("files")),
            database_url=only_stack.postgres.url,
            secret_key=only_stack.env["MARKETPLACE_SECRET_KEY"],
            sealing_key=only_stack.env["MARKETPLACE_SEALING_KEY"],
            personal_key=only_stack.env["MARKETPLACE_PERSONAL_KEY"],
            testing=True,
        )
    )
    yield app
    app.extensions["marketplace"].database.close()


@pytest.fixture(scope="package")
def database(app: Flask) -> Database:
    return app.extensions["marketplace"].database
