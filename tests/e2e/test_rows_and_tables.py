"""Rows and tables of forms in a real browser: none is lost, what is pasted finds its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.test_pages import Watched, browser, pytestmark, site
from tests.e2e.test_quote_bench import bench, paste
from tests.factories.people import People
from tests.factories.price_books import csv_row, draft_book, import_csv, make_corridor

__all__ = ["bench", "browser", "pytestmark", "site"]


@pytest.fixture
def book(people: People, browser, site) -> Iterator[Watched]:
    """A carrier at the page of a draft price book with three rows: 10, 50 and 100 Mbps."""
    carrier, corridor = people.carrier(), make_corridor(people)
    made = draft_book(carrier)
    import_csv(carrier, made, *(csv_row(corridor, mbps) for mbps in (10, 50, 100)))
    watched = Watched(browser, site)
    watched.sign_in(carrier)
    watched.open(f"/price-books/{made['id']}")
    yield watched
    watched.close()
    assert watched.complaints == []


def rows(watched: Watched) -> list[str]:
    found = watched.page.locator("#rows-table tbody").get_by_label("Mbps")
    return [cell.input_value() for cell in found.all()]


def test_a_row_added_after_one_was_removed_is_saved(book: Watched) -> None:
    page = book.page
    row = page.locator("#rows-table tbody tr")
    row.first.get_by_role("button", name="Remove this row").click()
    page.get_by_role("button", name="Add a row").click()
    for name in ("corridor", "product", "term_months", "protection"):
        chosen = row.nth(1).locator(f'[name$="-{name}"]').input_value()
        row.last.locator(f'[name$="-{name}"]').select_option(chosen)
    for name in ("one_off_minor", "monthly_minor", "rtt_us", "availability_bps", "delivery_days"):
        typed = row.nth(1).locator(f'[name$="-{name}"]').input_value()
        row.last.locator(f'[name$="-{name}"]').fill(typed)
    row.last.get_by_label("Mbps").fill("500")

    page.get_by_label("Mbps").last.press("Enter")

    expect(page.locator("main [role=status]").first).to_be_visible()
    assert rows(book) == ["50", "100", "500"]


def cells(row: Locator) -> list[str]:
    return [cell.input_value() for cell in row.locator("input:not([type=hidden])").all()]


def test_prices_pasted_with_their_lines_find_them_by_number_and_heads(bench: Watched) -> None:
    page = bench.page
    page.get_by_text("Price single lines").click()
    table = page.locator("#line-prices-table")
    line = table.locator("tbody tr")
    first, second = (line.nth(n).get_attribute("data-line-of") for n in (0, 1))
    told = page.locator("#single [data-pasted]")

    paste(line.nth(0).locator("input:not([type=hidden])").first, f"{second}\t1,000\t¥2,000.50")
    assert cells(line.nth(0)) == [""] * 5
    assert cells(line.nth(1)) == ["1000", "2000.50", "", "", ""]

    heads = "reference\tlot\tmonthly_yuan\tsurprise"
    paste(
        line.nth(3).locator("input:not([type=hidden])").first,
        f"{heads}\n{first}\tA\t300\tx\nL999\tA\t400\ty",
    )
    assert cells(line.nth(0)) == ["", "300", "", "", ""]
    expect(told).to_contain_text("surprise · L999")

    paste(line.nth(0).locator("input:not([type=hidden])").first, "\t".join("123456789"))
    expect(told).to_contain_text("Nothing was pasted")
    assert cells(line.nth(0)) == ["", "300", "", "", ""]


def test_pasted_heads_of_two_lines_are_one_cell_each(bench: Watched) -> None:
    page = bench.page
    page.get_by_text("Price single lines").click()
    line = page.locator("#line-prices-table tbody tr")
    first = line.nth(0).get_attribute("data-line-of")

    heads = 'reference\t"Monthly,\nyuan"\t"a ""sur\tprise"""'
    paste(
        line.nth(2).locator("input:not([type=hidden])").first, f'{heads}\r\n{first}\t300\t5" x\r\n'
    )

    assert cells(line.nth(0)) == ["", "300", "", "", ""]
    expect(page.locator("#single [data-pasted]")).to_contain_text(
        'place was found for: a "sur prise"'
    )


def test_a_copied_table_can_be_pasted_again(bench: Watched) -> None:
    """Also where the browser gives no clipboard, with its last cells blank and quotes in a cell."""
    page = bench.page
    page.evaluate("document.execCommand = () => (window.copied = document.activeElement.value)")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_text("Price single lines").click()
    line = page.locator("#line-prices-table tbody tr")
    field = line.nth(0).locator("input:not([type=hidden])")
    field.nth(0).fill('"7"')

    page.locator("#single").get_by_role("button", name="Copy the table").click()
    expect(page.locator("#single").get_by_role("button", name="Copied")).to_be_visible()
    field.nth(0).fill("8")
    paste(field.nth(0), page.evaluate("window.copied"))

    assert cells(line.nth(0)) == ['"7"', "", "", "", ""]


def test_a_button_that_copies_one_part_of_a_long_table_says_so(bench: Watched) -> None:
    bench.page.goto(bench.page.url.removesuffix("/quote"))

    button = bench.page.get_by_role("button", name="Copy this part of the table")
    expect(button).to_be_visible()
