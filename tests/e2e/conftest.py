"""The market of the browser tests: served by real processes, prepared by an app of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e import chromium
from tests.e2e.market import Market, market_of
from tests.e2e.serving import Served, served


@pytest.fixture(scope="module")
def served_marketplace(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("browser"), database_url) as running:
        yield running


@pytest.fixture(scope="package")
def only_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser(only_browser: Browser) -> Iterator[Browser]:
    """The one browser; whoever sat at it leaves with the file's end."""
    yield only_browser
    for context in only_browser.contexts:
        context.close()


@pytest.fixture(scope="module")
def market(served_marketplace: Served, browser: Browser) -> Iterator[Market]:
    """Everybody of the path at a browser, before the first of them has done anything."""
    with market_of(served_marketplace, browser) as made:
        yield made
