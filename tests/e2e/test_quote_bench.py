"""A sales engineer's ten minutes: paste from a spreadsheet, see curves, mend a cliff, seal."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.test_pages import Watched, browser, pytestmark, site
from tests.factories.wide import Wide, rate_sheet

__all__ = ["browser", "pytestmark", "site"]
PASTE = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  cell.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
STATEMENT = {
    "The quote is valid until": "2034-12-31",
    "Time to activation that you publish, days": "120",
    "Compensation for each late day, percent of the installation fee": "1",
    "Time to repair, hours": "24",
}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture
def bench(people, browser, site):
    """The form of a request with sixty lines, before anything is typed."""
    market = Wide(people)
    watched = Watched(browser, site)
    watched.sign_in(market.carrier)
    watched.open(f"{market.path}/quote")
    yield watched
    complaints = watched.complaints
    watched.close()
    assert complaints == []


def paste(cell: Locator, text: str) -> None:
    cell.focus()
    cell.evaluate(PASTE, text)


def curves(page: Page) -> list[list[float]]:
    """The figures of every curve on the page, as drawn."""
    drawn = page.locator(".rate-panel .curve").evaluate_all(
        "(paths) => paths.map((path) => path.getAttribute('d'))"
    )
    return [[float(n) for n in NUMBER.findall(path)] for path in drawn]


def figures(page: Page) -> list[str]:
    """The same as a table: every cell of every panel."""
    cells = page.locator(".rate-panel tbody :is(th, td)")
    return cells.evaluate_all("(cells) => cells.map((cell) => cell.textContent.trim())")


def open_tables(page: Page) -> None:
    for summary in page.locator(".rate-panel summary").all():
        summary.click()


def test_rates_are_pasted_drawn_checked_sealed_and_receipted(bench) -> None:
    page = bench.page
    monthly = page.get_by_label("Monthly, yuan")
    open_tables(page)

    paste(page.locator("#rate_rows-table select").first, rate_sheet())
    drawn, told = curves(page), figures(page)
    expect(page.locator("#standing")).to_contain_text("60 / 60")

    right = monthly.nth(1).input_value()
    monthly.nth(1).fill("1")
    expect(page.locator(".cliff").first).to_be_attached()
    expect(page.locator("#checks")).to_contain_text("more for less")
    assert any("more bandwidth for less" in cell for cell in figures(page))
    page.get_by_role("button", name="Check and preview").click()
    expect(page.get_by_text("This quote cannot be sealed yet.")).to_be_visible()
    page.get_by_role("link", name="Rates, row 2").first.click()

    expect(page).to_have_url(re.compile("/quote#f-rate_rows-1-monthly_minor$"))
    monthly.nth(1).fill(right)
    fill_statement(page)
    page.get_by_role("button", name="Check and preview").click()
    page.get_by_role("link", name="Back to the prices").first.click()
    expect(page.locator(".rate-panel .curve")).to_have_count(12)
    assert curves(page) == [pytest.approx(curve, abs=0.11) for curve in drawn]
    assert figures(page) == told and len(told) == 4 * 72

    page.get_by_role("button", name="Check and preview").click()
    page.get_by_role("button", name="Seal", exact=False).click()
    expect(page.get_by_text("This quote stands.")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.locator("main code")).to_have_text(re.compile("^[0-9a-f]{64}$"))


def test_a_closed_table_is_drawn_when_it_is_opened_or_printed(bench) -> None:
    page = bench.page
    first = page.locator(".rate-panel").first
    before = figures(page)

    paste(page.locator("#rate_rows-table select").first, rate_sheet())
    expect(first.locator(".curve").first).to_be_attached()
    assert figures(page) == before
    first.locator("summary").click()
    expect(first.locator("tbody")).to_contain_text("¥")
    opened = first.locator("tbody").inner_text()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert first.locator("tbody").inner_text() == opened
    assert len(figures(page)) == 4 * 72


def test_a_draft_that_could_not_be_saved_is_tried_again(bench) -> None:
    page = bench.page
    answers = iter([503])

    def refuse_once(route: Route) -> None:
        status = next(answers, None)
        route.continue_() if status is None else route.fulfill(status=status)

    page.route("**/quote/draft", refuse_once)
    page.get_by_label("Monthly, yuan").first.fill("111")

    expect(page.locator("[data-saved]")).to_have_text("not saved yet; it is tried again by itself")
    expect(page.locator("[data-saved]")).to_contain_text("draft saved")
    assert bench.pardon("/quote/draft", "status of 503")


def test_of_two_windows_each_is_asked_whose_draft_stands(bench) -> None:
    first, second = bench.page, bench.page.context.new_page()
    second.goto(first.url)
    cell = second.get_by_label("Monthly, yuan").first

    save(first, "111")
    cell.fill("222")
    second.get_by_role("link", name="Show theirs, without mine").click()
    expect(cell).to_have_value("111")
    save(first, "333")
    cell.fill("444")
    second.get_by_role("button", name="Keep mine, in place of theirs").click()
    expect(second.get_by_text("Keep mine")).to_be_hidden()

    expect(second.locator("[data-saved]")).to_contain_text("draft saved")
    first.reload()
    expect(first.get_by_label("Monthly, yuan").first).to_have_value("444")


def save(page: Page, monthly: str) -> None:
    with page.expect_response("**/quote/draft") as answer:
        page.get_by_label("Monthly, yuan").first.fill(monthly)
    assert answer.value.ok


def test_the_way_to_a_fault_opens_what_hides_it(bench) -> None:
    page = bench.page
    lines = page.get_by_text("Price single lines")
    lines.click()
    cell = page.locator("#line-prices-table tbody input[inputmode]").nth(1)
    cell.fill("cheap")
    lines.click()

    page.locator("#checks a[data-field^=line_prices]").first.click()

    expect(cell).to_be_focused()


def test_a_row_taken_away_by_keyboard_leaves_the_focus_on_the_next(bench) -> None:
    page = bench.page
    rows = page.locator("#rate_rows-table tbody tr")

    rows.first.get_by_role("button", name="Remove this row").press("Enter")
    expect(rows.first.locator("select").first).to_be_focused()
    rows.last.get_by_role("button", name="Remove this row").press("Enter")
    expect(page.get_by_role("button", name="Add a row").first).to_be_focused()


def fill_statement(page: Page) -> None:
    for label, text in STATEMENT.items():
        page.get_by_label(label).fill(text)
    for group in page.locator("#f-statement fieldset").all():
        group.get_by_label("No", exact=True).check()
    page.get_by_label("These answers are true for this quote").check()
