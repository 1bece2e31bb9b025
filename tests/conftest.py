"""One throw-away PostgreSQL for each test process; one application on it; a clock to move."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import settings
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, configure_mappers

from marketplace.adapters.throw_away_postgres import throw_away
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db.session import Database
from tests import share_out
from tests.factories.clocks import MarketClock
from tests.factories.kept import Shelf
from tests.factories.money import deposits as deposits
from tests.factories.money import fees as fees
from tests.factories.money import signed as signed
from tests.factories.people import People
from tests.factories.scratch import migrate
from tests.factories.solving import solve_here

# The same examples on every run; `make soak` looks further with seeds of its own.
settings.register_profile("suite", derandomize=True, database=None, deadline=None)
settings.load_profile("suite")


gc.disable()  # until all is imported


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it for waste again and again finds nothing."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, in one process as in several."""
    items.sort(key=lambda item: share_out.rank(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    return share_out.scheduler(config, log)


MAY_PUT_BACK = "GRANT SET ON PARAMETER session_replication_role"


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """A migrated database: TEST_DATABASE_URL when given, else a throw-away cluster.

    Every test process has its own, so it may move its own clock. The account of a given one may set
    `session_replication_role`: what a file has written is put back past keys and triggers.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        url = own_database(given, os.environ.get("PYTEST_XDIST_WORKER"))
        migrate(url)
        yield url
        return
    with throw_away() as cluster:
        migrate(cluster.url)
        own = make_url(cluster.url)
        admin = sa.create_engine(own.set(username="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text(f"{MAY_PUT_BACK} TO {own.username}"))
        admin.dispose()
        yield cluster.url


def own_database(given: str, worker: str | None) -> str:
    """The database given, for one of several processes a fresh one beside it."""
    if worker is None:
        return given
    url, name = make_url(given), f"{make_url(given).database}_{worker}"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def config(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(
        var=Path(tmp_path_factory.mktemp("files")),
        database_url=database_url,
        secret_key="secret for tests",
        sealing_key="5e" * 32,
        personal_key="7d" * 32,
        testing=True,
        demo_clock=True,
    )


@pytest.fixture(scope="session")
def app(config: Config) -> Iterator[Flask]:
    """With the real solver in this process: starting one for each award would take minutes."""
    app = create_app(config)
    runtime = app.extensions["marketplace"]
    app.extensions["marketplace"] = replace(runtime, solver=solve_here)
    configure_mappers()
    gc.freeze()  # it stays to the end, like what was imported
    yield app
    app.extensions["marketplace"].database.close()


@pytest.fixture(scope="session")
def database(app: Flask) -> Iterator[Database]:
    """The one that all files of this process share; some files have one of their own."""
    database: Database = app.extensions["marketplace"].database
    Shelf.now = shelf = Shelf(database)
    yield database
    Shelf.now = None
    shelf.rows.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A unit of work that is committed when the test ends well."""
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def clock(database: Database) -> Iterator[MarketClock]:
    clock = MarketClock(database)
    yield clock
    clock.release()


@pytest.fixture
def people(app: Flask, database: Database) -> Iterator[People]:
    """Makes organisations with a signed-in user each."""
    people = People(app, database)
    yield people
    people.let_licences_expire()


@pytest.fixture(scope="module", autouse=True)
def only_this_files_rows() -> Iterator[None]:
    """What a file's tests wrote into the shared database goes at its end.

    Otherwise every RFQ of the run would invite the carriers of all tests before it, and every list
    would grow longer.
    """
    yield
    if Shelf.now is not None:
        Shelf.now.clear()
