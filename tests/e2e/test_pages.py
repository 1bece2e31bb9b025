"""The pages in a real browser: nothing from elsewhere, nothing cut off, the live price moves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from werkzeug.serving import make_server

from tests.e2e import chromium
from tests.e2e.browser import PATIENCE_SECONDS
from tests.e2e.conftest import browser
from tests.factories.demand import Market
from tests.factories.people import PASSWORD, Actor, People
from tests.web.test_group_buy_pages import LINE

__all__ = ["browser"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.executable() is None, reason=chromium.MISSING),
]
WIDTHS = (1280, 390, 360)


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    """The application, answering on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _tells(complaint: str, path: str, answer: str) -> bool:
    where, _, words = complaint.partition(" ")
    return where.endswith(path) and answer in words


class Watched:
    """A page that notes what a console would complain of and which hosts were asked."""

    def __init__(self, browser: Browser, site: str, width: int = 1280) -> None:
        self.site, self.complaints = site, []
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        context.add_cookies([{"name": "lang", "value": "en", "url": site}])
        self.page: Page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda r: r.url.startswith(site) or self.complaints.append(r.url))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            path = urlsplit(message.location.get("url", "")).path
            self.complaints.append(f"{path} {message.text}")

    def pardon(self, path: str, answer: str) -> bool:
        """Forget that paths with this end got this answer, as the test wanted; whether any did."""
        meant = [text for text in self.complaints if _tells(text, path, answer)]
        self.complaints[:] = [text for text in self.complaints if text not in meant]
        return bool(meant)

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def sign_in(self, actor: Actor) -> None:
        self.open("/login")
        self.page.get_by_label("E-mail address").fill(actor.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/home")

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")

    def overflows(self, *paths: str) -> dict[tuple[str, int], int]:
        """The same of these pages where there are any, by path and width of the window."""
        found = {}
        for path in paths:
            self.open(path)
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 900})
                found[path, width] = self.overflow()
        return {at: pixels for at, pixels in found.items() if pixels > 0}

    def close(self) -> None:
        self.page.context.close()


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    seen = Watched(browser, site)
    yield seen
    seen.close()
    assert seen.complaints == []


def test_the_log_in_works_by_keyboard_alone(watched: Watched, people: People) -> None:
    actor = people.park()
    page = watched.open("/login")

    page.get_by_label("E-mail address").focus()
    page.keyboard.type(actor.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url("**/home")


def test_one_click_turns_the_page_into_chinese(watched: Watched) -> None:
    page = watched.open("/")

    page.get_by_role("link", name="中文").click()

    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_a_page_is_pardoned_for_nothing_else_than_was_meant(watched: Watched) -> None:
    page = watched.open("/")
    page.evaluate("Promise.all([fetch('/meant'), fetch('/unmeant'), fetch('/meant?form')])")

    assert watched.pardon("/meant", "status of 404")

    (left,) = watched.complaints
    assert left.startswith("/unmeant ")
    assert not watched.pardon("/unmeant", "status of 409")
    assert watched.pardon("/unmeant", "status of 404")


def test_no_page_is_wider_than_its_window(watched: Watched, people: People) -> None:
    market = Market(people)
    watched.sign_in(market.member())
    own = ("/home", "/account", "/enrolment", "/corridors", market.path, f"{market.path}/lines")

    assert watched.overflows("/", *own) == {}


def test_a_company_sees_its_price_and_joins(watched: Watched, people: People) -> None:
    market = Market(people)
    watched.sign_in(market.member())
    page = watched.open(f"{market.path}/lines")
    for name, value in LINE.items():
        field = page.locator(f'[name="lines-0-{name}"]')
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    page.get_by_role("button", name="See my price").click()
    page.get_by_role("button", name="Join at this price").click()

    page.wait_for_url(f"**{market.path}")
    assert page.get_by_role("heading", name="My lines").is_visible()
    assert market.live()["lines"] == 1


def test_the_price_on_the_page_moves_when_others_join(watched: Watched, people: People) -> None:
    market = Market(people)
    watched.sign_in(market.park)
    page = watched.open(market.path)
    companies = page.locator(".tile").filter(has_text="Companies in")
    members = companies.locator(".value")
    expect(members).to_have_text("0")

    market.join()

    expect(members).to_have_text("1", timeout=PATIENCE_SECONDS * 1000)


def test_a_row_is_added_and_cells_are_pasted(watched: Watched, people: People) -> None:
    watched.sign_in(people.park())
    page = watched.open("/group-buys/new")
    rows = page.locator("[data-row]")
    before = rows.count()

    page.get_by_role("button", name="Add a tier").click()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData('text/plain', '0\\t0\\n10\\t5\\n20\\t8.5\\n40\\t10\\n80\\t12');
            document.querySelector('[name="ladder-tiers-0-from"]').dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true}));
        }"""
    )

    assert rows.count() == max(before + 1, 5)
    assert page.locator('[name="ladder-tiers-4-discount_bps"]').input_value() == "12"


def test_the_api_docs_draw_with_nothing_from_elsewhere(watched: Watched) -> None:
    page = watched.open("/api/docs")
    page.get_by_text("POST /api/v1/sign-ups", exact=True).wait_for()

    page.locator("[data-try]").click()

    page.locator(".opblock").first.wait_for()


def test_no_page_of_an_archive_is_wider_than_its_window(watched: Watched, people: People) -> None:
    market = Market(people)
    member = market.member()
    market.join(member)
    line = member.get(f"{market.path}/participation").json["lines"][0]["id"]
    watched.sign_in(member)
    archives = [f"/archives{part}" for part in ("", "/company", "/papers", "/letter")]
    own = ("/premises", f"/lines/{line}/archive", f"/lines/{line}/use")

    assert watched.overflows(*archives, *own) == {}
