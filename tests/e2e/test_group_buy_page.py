"""The group-buy page in a real browser: sliders, a draft that survives, a sheet that is dropped."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import broken_rules
from tests.e2e.test_pages import Watched, browser, pytestmark, site
from tests.factories.demand import Market

__all__ = ["browser", "pytestmark", "site"]
DROP = """(text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "lines.csv", { type: "text/csv" }));
    const about = { bubbles: true, cancelable: true, dataTransfer: data };
    document.body.dispatchEvent(new DragEvent("dragover", about));
    document.body.dispatchEvent(new DragEvent("drop", about));
}"""


@pytest.fixture
def market(people):
    made = Market(people)
    for _ in range(3):
        made.join()
    return made


def test_a_live_change_leaves_the_keyboard_and_what_was_opened_where_they_were(
    market, browser, site
):
    seen = Watched(browser, site)
    seen.sign_in(market.member())
    page = seen.open(market.path)
    page.get_by_text("The ladder as a table").press("Enter")
    before = page.locator("#live .tiles").inner_text()

    market.join()

    expect(page.locator("#live .tiles")).not_to_have_text(before)
    expect(page.get_by_text("The ladder as a table")).to_be_focused()
    expect(page.locator("#live details")).to_have_attribute("open", "")
    seen.close()


def test_a_member_slides_types_leaves_comes_back_and_joins(market, browser, site):
    seen = Watched(browser, site)
    seen.sign_in(market.member())
    page = seen.open(market.path)

    page.get_by_label("Number of lines").last.fill("7")
    expect(page.locator("[data-answer]")).to_contain_text("12% off")
    assert broken_rules(page) == []

    seen.open(f"{market.path}/lines")
    page.get_by_label("Product", exact=True).select_option("IPLC")
    page.get_by_label("Term", exact=True).select_option("12")
    page.get_by_label("Bandwidth", exact=True).fill("100")
    expect(page.locator("[data-price-bar]")).to_contain_text("¥228,950")
    expect(page.locator("[data-saved]")).to_be_visible()

    seen.open(market.path)
    seen.open(f"{market.path}/lines")
    expect(page.get_by_label("Bandwidth", exact=True)).to_have_value("100")
    expect(page.get_by_role("button", name="Join at this price")).to_be_visible()
    assert broken_rules(page) == []

    page.evaluate(DROP, "corridor,mbps\nSHA-HKG,ten\n")
    expect(page.get_by_role("heading", name=re.compile("of the file"))).to_be_visible()
    expect(page.get_by_label("Bandwidth", exact=True)).to_have_value("100")
    page.set_viewport_size({"width": 390, "height": 844})
    assert seen.overflow() <= 0
    assert seen.pardon("/lines/sheet", "status of 422") and seen.complaints == []
    seen.close()
