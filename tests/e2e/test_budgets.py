"""What a page may cost its reader: 150 kB at the first view, 100 ms until something is seen."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.e2e.test_look import DESK, Reader, market, readers
from tests.e2e.test_pages import browser, pytestmark, site

__all__ = ["browser", "market", "pytestmark", "readers", "site"]
MOST_BYTES, MOST_MS, TRIES = 150_000, 100, 5


def weight(response: Response) -> int:
    """Bytes as sent; of a page as the proxy before the marketplace packs it."""
    if response.headers.get("content-type", "").startswith("text/html"):
        return len(gzip.compress(response.body(), 6))
    return response.request.sizes()["responseBodySize"]


def first_view(reader: Reader, browser: Browser, site: str, path: str) -> int:
    """Bytes of a page and of all that it draws in, by a browser that has nothing yet."""
    context = browser.new_context(base_url=site, storage_state=reader.page.context.storage_state())
    came: list[Response] = []

    def note(response: Response) -> None:
        came.append(response)

    page = context.new_page()
    page.on("response", note)
    page.goto(path, wait_until="networkidle")
    total = sum(weight(response) for response in came)
    context.close()
    return total


def test_a_first_view_weighs_little(browser, site, readers, market):
    paths = ("/", "/design", "/home", market.path, f"{market.path}/lines", "/account", "/sign-up")

    weights = {path: first_view(readers["zh"], browser, site, path) for path in paths}

    assert {path: found for path, found in weights.items() if found > MOST_BYTES} == {}


def least_wait(page: Page, act) -> float:
    """Milliseconds until the browser has drawn what follows; the least of a few tries."""
    waits = []
    for _ in range(TRIES):
        page.evaluate("window.waits = []")
        act()
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))")
        waits.append(max(page.evaluate("window.waits"), default=0))
    return min(waits)


def test_the_menu_opens_and_fields_take_letters_at_once(readers, market):
    page = readers["en"].see(f"{market.path}/lines", DESK)

    assert least_wait(page, page.locator("details.menu summary").first.click) < MOST_MS
    field = page.locator("main input[type=text]").first
    assert least_wait(page, lambda: field.press_sequentially("100")) < MOST_MS


@pytest.mark.parametrize("path", ["/group-buys/new", "/design"])
def test_a_row_is_added_at_once(readers, browser, site, path, market):
    reader = Reader(browser, site, market.park.email, "en")
    page = reader.see(path, DESK)

    assert least_wait(page, page.locator("main [data-add]").first.click) < MOST_MS
    page.context.close()
