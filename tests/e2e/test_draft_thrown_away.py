"""A draft thrown away while it is being saved, or cannot be: gone after one question."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.test_joining_form import seats, type_line
from tests.e2e.test_pages import browser, pytestmark, site
from tests.e2e.test_quote_bench import bench, save

__all__ = ["bench", "browser", "pytestmark", "seats", "site"]
SAVING = re.compile("/draft(/price)?$")


@pytest.fixture
def lines(seats) -> Page:
    """The joining form with a draft that was saved and is shown again."""
    page = seats()
    with page.expect_response(SAVING) as answer:
        type_line(page)
    assert answer.value.ok
    page.reload()
    return page


@pytest.fixture
def quote(bench) -> Page:
    """The form of a quote, the same."""
    save(bench.page, "111")
    bench.page.reload()
    return bench.page


def type_on(page: Page) -> None:
    page.get_by_label(re.compile("^(Bandwidth|Monthly, yuan)$")).first.fill("50")


def asked_of(page: Page) -> list[str]:
    """The questions that are put to the reader from now on; each gets a yes."""
    asked: list[str] = []

    def agree(dialog) -> None:
        asked.append(f"{dialog.type} {dialog.message}")
        dialog.accept()

    page.on("dialog", agree)
    return asked


def throw_away(page: Page) -> None:
    page.get_by_role("button", name="Throw the draft away").click()


@pytest.mark.parametrize("form", ["lines", "quote"])
def test_it_waits_for_the_saving_and_asks_once(form: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(form)
    asked, held = asked_of(page), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route(SAVING, hold)
    with page.expect_request(SAVING):
        type_on(page)

    throw_away(page)
    throw_away(page)
    assert asked == []
    held.pop().continue_()

    expect(page.get_by_text("The draft is thrown away.")).to_be_visible()
    assert len(asked) == 1


def test_a_quote_saved_since_the_page_was_made_is_thrown_away(quote: Page) -> None:
    asked_of(quote)
    save(quote, "222")

    throw_away(quote)

    expect(quote.get_by_text("The draft is thrown away.")).to_be_visible()


def test_what_could_not_be_saved_is_thrown_away_with_one_question(bench, quote: Page) -> None:
    asked = asked_of(quote)
    quote.route(SAVING, lambda route: route.fulfill(status=503))
    type_on(quote)
    expect(quote.locator("[data-saved]")).to_contain_text("not saved yet")

    throw_away(quote)

    expect(quote.get_by_text("The draft is thrown away.")).to_be_visible()
    assert len(asked) == 1
    assert bench.pardon("/quote/draft", "status of 503")


def test_another_form_goes_after_what_is_typed_is_saved(quote: Page) -> None:
    type_on(quote)

    with quote.expect_response(SAVING) as answer:
        quote.get_by_role("button", name="Dark", exact=True).click()

    assert answer.value.ok
    expect(quote.get_by_label("Monthly, yuan").first).to_have_value("50")
