"""An overseer's desk, an object's trail, the demo's tour and a printed page, in a real browser."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from marketplace.config import DEMO_PASSWORD
from marketplace.models import User
from marketplace.security.passwords import hash_password
from marketplace.web.tour_steps import steps
from tests.e2e.browser import broken_rules
from tests.e2e.test_pages import Watched, browser, pytestmark, site
from tests.factories.demand import Market
from tests.factories.people import People
from tests.screenshots.faults import faults_of

__all__ = ["browser", "pytestmark", "site"]
A4_WIDTH = 703
"pixels between the margins of print.css"
CUT = """() => [...document.querySelectorAll("main table")].flatMap((table) => {
  const frame = table.closest(".scroll") ?? table.parentElement;
  const wide = table.scrollWidth > document.documentElement.clientWidth + 1;
  const hidden = getComputedStyle(frame).overflowX !== "visible";
  const split = [...table.rows].filter((row) => getComputedStyle(row).breakInside !== "avoid");
  return wide || hidden || split.length ? [table.outerHTML.slice(0, 80)] : [];
})"""


CARDS = """() => [...document.querySelectorAll("main tbody tr")].map((row) => {
  const cells = [...row.cells].filter((cell) => cell.getClientRects().length);
  const said = (cell) => cell.textContent.replace("→", "").trim();
  const named = cells.every((cell) => cell.matches("th, td[data-label]") && said(cell));
  return getComputedStyle(row).display === "grid" && named;
})"""


@pytest.fixture(scope="module")
def market(app, database):
    market = Market(People(app, database))
    market.join()
    return market


@pytest.fixture(scope="module")
def overseer(browser, site, market):
    watched = Watched(browser, site)
    watched.sign_in(market.people.observer())
    return watched


def test_filters_and_order_stay_in_the_address_and_go_into_the_sheet(overseer):
    page = overseer.open("/organisations")
    page.get_by_label("Kind").select_option("enterprise")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Name", exact=True).click()

    assert "kind=enterprise" in page.url and "sort=name" in page.url
    assert page.get_by_label("Kind").input_value() == "enterprise"
    assert page.locator("th[aria-sort=ascending]").count() == 1
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    lines = coming.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 1 and all(",enterprise," in line for line in lines[1:])
    assert broken_rules(page) == []


@pytest.mark.parametrize("path", ["/organisations", "/audit"])
def test_on_a_phone_every_row_of_a_desk_is_a_card_without_empty_parts(overseer, path):
    page = overseer.page
    page.set_viewport_size({"width": 390, "height": 844})
    overseer.open(path)

    cards = page.evaluate(CARDS)
    assert cards and all(cards)
    assert faults_of(page, "en") == [] and overseer.overflow() <= 0
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_trail_opens_beside_its_object(overseer, market):
    page = overseer.open(market.path)

    page.get_by_text("Trail: who did what when").click()

    page.locator(".trail strong", has_text="Opened for joining").wait_for()
    assert broken_rules(page) == []
    assert overseer.complaints == []


def test_one_press_on_the_tour_shows_a_page_as_somebody_else(browser, site, market, database):
    reviewer = market.people.reviewer()
    step = next(one for one in steps() if one.key == "reviewer")
    with database.unit_of_work() as session:
        known = {"email": step.email, "password": hash_password(DEMO_PASSWORD)}
        mine = User.id == reviewer.identity.user_id
        session.execute(sa.update(User).where(mine).values(**known))
    guest = Watched(browser, site)
    page = guest.open("/tour")

    assert broken_rules(page) == []
    page.get_by_role("button", name="Findings that wait").click()

    page.wait_for_url("**/findings")
    page.get_by_role("link", name=re.compile("^Tour, step .*: The reviewer$")).click()
    assert page.locator("[aria-current=step] h2").inner_text() == "The reviewer"
    with database.unit_of_work() as session:
        session.execute(sa.update(User).where(mine).values(email=f"{reviewer.id}@example.com"))


def test_on_paper_tables_are_whole_and_nothing_is_there_to_press(overseer, market):
    page = overseer.page
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": A4_WIDTH, "height": 900})

    for path in (market.path, "/organisations", "/audit", "/findings?standing=all"):
        overseer.open(path)
        assert page.evaluate(CUT) == [], path
        pressed = page.locator("main button, main .button, header.top, footer, main nav")
        assert not [one for one in pressed.all() if one.is_visible()], path
        assert page.locator(".print-only").is_visible()
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="light")
