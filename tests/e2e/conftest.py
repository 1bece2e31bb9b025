"""The market of the browser tests: served by real processes, prepared by an app of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from marketplace.app import create_app
from marketplace.config import Config
from tests.conftest import MarketClock
from tests.e2e import chromium
from tests.e2e.market import Market
from tests.e2e.serving import Served, served
from tests.factories.people import People


@pytest.fixture(scope="module")
def served_marketplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def market(served_marketplace: Served, browser: Browser) -> Iterator[Market]:
    """Everybody of the path at a browser, before the first of them has done anything."""
    app = create_app(Config.from_environ(served_marketplace.machine.env))
    database = app.extensions["marketplace"].database
    yield Market(served_marketplace, browser, People(app, database), MarketClock(database))
    database.close()
