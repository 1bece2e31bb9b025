"""The joining form as people treat it: they press Enter, lose the network, paste, drop, share."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_group_buy_page import DROP
from tests.e2e.test_pages import Watched, browser, pytestmark, site
from tests.e2e.test_quote_bench import paste
from tests.factories.demand import Market
from tests.factories.people import People
from tests.web.test_line_drafts import GOOD

__all__ = ["browser", "pytestmark", "site"]
ROW = "\t".join(next(iter(GOOD.splitlines()[1:])).split(","))
HEADS = "\t".join(GOOD.splitlines()[0].split(","))
UNANSWERED = "net::ERR_FAILED"


class Seats:
    """Opens the joining form of one company, each time in another window."""

    def __init__(self, people: People, browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.market = Market(people)
        self.member = self.market.member()
        self.taken: list[Watched] = []

    def __call__(self) -> Page:
        watched = Watched(self.browser, self.site)
        self.taken.append(watched)
        watched.sign_in(self.member)
        return watched.open(f"{self.market.path}/lines")

    def pardon(self, path: str, answer: str) -> None:
        """In every window, where it must have come."""
        assert [one.pardon(path, answer) for one in self.taken] == [True] * len(self.taken)


@pytest.fixture
def seats(people: People, browser, site) -> Iterator[Seats]:
    made = Seats(people, browser, site)
    yield made
    for one in made.taken:
        one.close()
    assert [text for one in made.taken for text in one.complaints] == []


def type_line(page: Page, mbps: str = "100") -> None:
    page.get_by_label("Product", exact=True).select_option("IPLC")
    page.get_by_label("Term", exact=True).select_option("12")
    page.get_by_label("Bandwidth", exact=True).fill(mbps)


def bar(page: Page):
    return page.locator("[data-price-bar]")


def test_enter_asks_for_the_price_and_stays(seats) -> None:
    page = seats()
    type_line(page)

    page.get_by_label("City at the far end").press("Enter")

    expect(page).to_have_url(re.compile("/lines/price$"))
    expect(page.get_by_label("Bandwidth", exact=True)).to_have_value("100")
    seats.pardon("/lines/price", "status of 422")


def test_without_an_answer_the_old_price_is_not_offered_and_it_is_tried_again(seats) -> None:
    page = seats()
    type_line(page)
    expect(bar(page)).to_contain_text("Your price now")

    page.route("**/draft/price", lambda route: route.abort())
    page.get_by_label("Bandwidth", exact=True).fill("200")
    expect(bar(page)).to_contain_text("Not saved")
    expect(bar(page)).to_contain_text("Price of")
    expect(page.get_by_role("button", name="Join at this price")).to_be_hidden()

    page.unroute("**/draft/price")
    expect(bar(page)).to_contain_text("Your price now")
    expect(bar(page)).not_to_contain_text("Not saved")
    seats.pardon("/draft/price", UNANSWERED)


def test_a_question_answered_with_no_ends_no_saving(seats) -> None:
    page = seats()
    type_line(page)
    expect(page.locator("[data-saved]")).to_be_visible()
    page.reload()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Throw the draft away").click()

    with page.expect_response("**/draft/price") as answer:
        page.get_by_label("Bandwidth", exact=True).fill("50")

    assert answer.value.ok
    expect(page.locator("[data-mark]")).to_be_attached()


def test_two_people_do_not_overwrite_each_other(seats) -> None:
    first, second = seats(), seats()
    type_line(first)
    expect(first.locator("[data-saved]")).to_be_visible()

    type_line(second, "50")
    expect(bar(second)).to_contain_text("saved another draft")
    second.get_by_role("button", name="Keep what stands here instead").click()
    expect(bar(second)).to_contain_text("Draft saved")

    first.get_by_label("Bandwidth", exact=True).fill("200")
    expect(bar(first)).to_contain_text("saved another draft")
    seats.pardon("/draft/price", "status of 409")


def test_an_address_of_two_lines_and_rows_of_the_template_are_pasted(seats) -> None:
    page = seats()
    type_line(page)
    address = page.get_by_label("Address at the far end")
    address.fill("1, Road")

    paste(address, "Harbour Tower\n1 Road, 50%")
    expect(page.get_by_label("Bandwidth", exact=True)).to_have_value("100")
    paste(address, f"{HEADS}\n{ROW}")
    expect(page.get_by_text("The rows that you pasted stand here as a file")).to_be_visible()
    page.get_by_role("button", name="Read and price the file").click()

    expect(page.locator(".line-card")).to_have_count(2)
    expect(page.get_by_label("Address at the far end").first).to_have_value("1, Road")
    expect(page.get_by_label("Address at the far end").last).to_have_value("1 Harbour Road")


def test_a_pasted_cell_of_two_lines_is_one_cell_without_its_quotes(seats) -> None:
    page = seats()
    type_line(page)
    address = page.get_by_label("Address at the far end")

    paste(address, '"The ""Harbour""\n1\tRoad"')
    expect(address).to_have_value('The "Harbour" 1 Road')
    paste(address, f"{HEADS}\n" + ROW.replace("1 Harbour Road", '"""Pier"" 2\n9, Road"'))
    page.get_by_role("button", name="Read and price the file").click()

    expect(page.locator(".line-card")).to_have_count(2)
    expect(address.last).to_have_value('"Pier" 2 9, Road')


def test_a_dropped_file_is_added_or_the_draft_stays(seats) -> None:
    page = seats()
    type_line(page)
    expect(page.locator("[data-saved]")).to_be_visible()

    page.evaluate(DROP, GOOD)
    expect(page.locator(".line-card")).to_have_count(2)
    page.locator("#sheet summary").click()
    page.get_by_label("What becomes of the present lines").select_option("replace")
    page.evaluate(DROP, GOOD)
    expect(page.locator(".line-card")).to_have_count(1)
    expect(bar(page)).to_contain_text("Your price now")
    page.get_by_role("link", name="Back to the draft").click()

    expect(page.locator(".line-card")).to_have_count(2)


def test_figures_without_an_answer_say_since_when(seats) -> None:
    page = seats()
    page.route(re.compile(r"/(live|what-if)(\?|$)"), lambda route: route.abort())
    page.goto(page.url.removesuffix("/lines"))

    page.get_by_label("Number of lines").last.fill("7")
    expect(page.locator("[data-answer-mark]")).to_contain_text("No answer came")
    expect(page.locator("[data-live-mark]")).to_contain_text("no answer; as of")

    page.unroute_all()
    expect(page.locator("[data-answer-mark]")).to_have_text("")
    expect(page.locator("[data-live-mark]")).to_have_text("live")
    for part in ("/live", "/what-if"):
        seats.pardon(part, UNANSWERED)


def test_the_pause_before_another_try_doubles_up_to_a_minute(seats) -> None:
    pauses = seats().evaluate(
        """async () => {
          const { pauseAfter } = await import("/static/js/pausing.js");
          return [0, 1, 2, 9].map((missed) => pauseAfter(missed, 1000));
        }"""
    )

    assert pauses == [1000, 2000, 4000, 60000]


def test_the_address_of_a_group_buy_is_copied(seats) -> None:
    page = seats()
    page.goto(page.url.removesuffix("/lines"))

    page.get_by_role("button", name="Copy", exact=True).click()

    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
