"""A carrier's price books on pages: from a CSV file to publication, ladders, wrong input."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.factories.price_books import (
    CSV_HEADER,
    csv_row,
    draft_book,
    import_csv,
    make_corridor,
)
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy_in_both_languages


@pytest.fixture
def carrier(people):
    return people.carrier()


@pytest.fixture
def corridor(people):
    return make_corridor(people)


@pytest.fixture
def book(carrier, corridor):
    book = draft_book(carrier)
    import_csv(carrier, book, csv_row(corridor))
    return book


def sheet(*rows: str) -> bytes:
    return "\r\n".join([CSV_HEADER, *rows, ""]).encode()


def stored(carrier, book):
    return carrier.get(f"{book['path']}/rows").json


def test_the_pages_are_tidy_in_both_languages(carrier, book):
    assert_tidy_in_both_languages(carrier, "/price-books", f"/price-books/{book['id']}")


def test_from_a_new_book_over_a_csv_file_to_publication(carrier, corridor):
    visitor = Visitor(carrier)
    visitor.get("/price-books")

    made = visitor.send(
        "/price-books", name="2026 标准价", valid_from="2026-01-01", valid_to="2035-12-31"
    )
    brought = visitor.send("/import", file=sheet(csv_row(corridor, 10), csv_row(corridor, 50)))
    published = visitor.send("/publish")

    assert [page.status for page in (made, brought, published)] == [200, 200, 200]
    (book,) = carrier.get("/price-books").json
    assert (book["name"], book["state"]) == ("2026 标准价", "published")
    rows = carrier.get(f"/price-books/{book['id']}/rows").json
    assert [row["mbps"] for row in rows] == [10, 50]


def test_a_faulty_file_is_refused_whole_with_row_and_column(carrier, book, corridor):
    visitor = Visitor(carrier, "en")
    visitor.get(f"/price-books/{book['id']}")

    page = visitor.send(
        "/import", file=sheet(csv_row(corridor, 10), csv_row("SHA-XXX", 20, monthly="abc"))
    )

    assert page.status == 422
    assert "Row 3, column corridor" in page.text
    assert "Row 3, column monthly_yuan" in page.text
    assert [row["mbps"] for row in stored(carrier, book)] == [100]


def test_a_refused_file_leaves_the_other_forms_of_the_page_as_they_are(carrier, book):
    tiers = [{"from": at, "discount_bps": at * 10} for at in (0, 10, 20, 30)]
    ladder = {"measure": "lines", "style": "whole", "tiers": tiers}
    now = carrier.get(book["path"])
    carrier.put(
        f"{book['path']}/ladders",
        {"ladders": [{"code": "A", "ladder": ladder}]},
        etag=now.headers["ETag"],
    )
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")

    page = visitor.send("/import", file=b"nonsense")

    assert page.status == 422
    assert page.form("/terms").values.getlist("illustrative") == ["on", ""]
    assert page.form("/rows").values["rows-0-mbps"] == "100"
    assert page.form("/ladders").values["ladders-0-ladder-tiers-3-from"] == "30"


def test_a_file_can_add_to_the_rows_that_stand(carrier, book, corridor):
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")

    visitor.send("/import", file=sheet(csv_row(corridor, 500)), mode="add")

    assert [row["mbps"] for row in stored(carrier, book)] == [100, 500]


def test_another_file_of_the_same_name_is_not_taken_for_the_one_before(carrier, book, corridor):
    visitor = Visitor(carrier)
    form = visitor.get(f"/price-books/{book['id']}")
    visitor.send("/import", file=sheet(csv_row(corridor, 10)))

    visitor.page = form  # as after the browser's way back
    visitor.send("/import", file=sheet(csv_row(corridor, 50)))

    assert [row["mbps"] for row in stored(carrier, book)] == [50]


def test_rows_are_edited_in_the_table_in_yuan_and_milliseconds(carrier, book):
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")

    visitor.send_fields("/rows", {"rows-0-monthly_minor": "1,234.50", "rows-0-rtt_us": "24.5"})

    (row,) = stored(carrier, book)
    assert (row["monthly_minor"], row["rtt_us"]) == (123_450, 24_500)


def test_a_wrong_cell_keeps_what_was_typed_and_says_why(carrier, book):
    visitor = Visitor(carrier, "en")
    visitor.get(f"/price-books/{book['id']}")

    page = visitor.send_fields("/rows", {"rows-0-monthly_minor": "ninety"})

    assert page.status == 422
    assert 'value="ninety"' in page.text
    assert 'id="e-rows-0-monthly_minor"' in page.text
    assert stored(carrier, book)[0]["monthly_minor"] == 9_000_000


def test_rows_changed_meanwhile_are_not_overwritten(carrier, book, corridor):
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")
    import_csv(carrier, book, csv_row(corridor, 20))

    page = visitor.send_fields("/rows", {"rows-0-mbps": "30"})

    assert page.status == 409
    assert [row["mbps"] for row in stored(carrier, book)] == [20]


def test_a_ladder_is_saved_and_drawn(carrier, book):
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")

    page = visitor.send_fields(
        "/ladders",
        {
            "any": "on",
            "ladders-0-code": "L1",
            "ladders-0-ladder-measure": "mbps",
            "ladders-0-ladder-tiers-0-from": "0",
            "ladders-0-ladder-tiers-0-discount_bps": "0",
            "ladders-0-ladder-tiers-1-from": "300",
            "ladders-0-ladder-tiers-1-discount_bps": "12.5",
        },
    )

    assert page.status == 200, page.text
    (ladder,) = carrier.get(book["path"]).json["ladders"]
    assert ladder["ladder"]["tiers"][1] == {"from": 300, "discount_bps": 1250}


def test_a_ladder_that_falls_is_refused_and_kept_as_typed(carrier, book):
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")

    page = visitor.send_fields(
        "/ladders",
        {
            "any": "on",
            "ladders-0-code": "L-falls",
            "ladders-0-ladder-measure": "lines",
            "ladders-0-ladder-tiers-0-from": "0",
            "ladders-0-ladder-tiers-0-discount_bps": "9",
            "ladders-0-ladder-tiers-1-from": "5",
            "ladders-0-ladder-tiers-1-discount_bps": "4",
        },
    )

    assert page.status == 422
    assert 'value="L-falls"' in page.text
    assert carrier.get(book["path"]).json["ladders"] == []


def test_a_published_book_can_be_withdrawn_and_no_longer_edited(carrier, book):
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")

    published = visitor.send("/publish")
    withdrawn = visitor.send("/withdraw")

    assert not [form for form in published.parsed.forms if form.action.endswith("/rows")]
    assert withdrawn.status == 200
    assert carrier.get(book["path"]).json["state"] == "withdrawn"


def test_template_and_export_come_in_the_readers_language(carrier, book, corridor):
    chinese, english = Visitor(carrier), Visitor(carrier, "en")

    assert "月费（元）" in chinese.get("/price-books/template.csv").text
    assert "monthly_yuan" in english.get("/price-books/template.csv").text
    assert corridor in english.get(f"/price-books/{book['id']}/rows.csv").text


def test_many_rows_are_changed_after_a_look_at_before_and_after(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10), csv_row(corridor, 20))
    visitor = Visitor(carrier, "en")
    visitor.get(f"/price-books/{book['id']}/change")

    seen = visitor.send_fields(
        "/change/preview", {"change-monthly_raise_bps": "10", "select-mbps_from": "20"}
    )
    before = [row["monthly_minor"] for row in stored(carrier, book)]
    visitor.send("/change")

    assert "<ins>¥99,000</ins>" in seen.text
    assert before == [9_000_000, 9_000_000]
    assert [row["monthly_minor"] for row in stored(carrier, book)] == [9_000_000, 9_900_000]


def test_the_change_page_is_tidy_in_both_languages(carrier, book):
    assert_tidy_in_both_languages(carrier, f"/price-books/{book['id']}/change")


def test_a_wrong_change_is_told_beside_its_field(carrier, book):
    visitor = Visitor(carrier, "en")
    visitor.get(f"/price-books/{book['id']}/change")

    page = visitor.send_fields("/change/preview", {"change-monthly_raise_bps": "x"})

    assert page.status == 422
    assert 'id="e-change-monthly_raise_bps"' in page.text


def test_a_published_book_is_renewed_from_its_page(carrier, book):
    visitor = Visitor(carrier)
    visitor.get(f"/price-books/{book['id']}")
    visitor.send("/publish")

    copied = visitor.send("/copy", name="下一期")

    assert copied.status == 200
    draft = next(b for b in carrier.get("/price-books").json if b["state"] == "draft")
    assert (draft["name"], draft["valid_from"]) == ("下一期", "2036-01-01")


def test_a_book_that_ends_soon_or_is_over_says_so(carrier, corridor, clock):
    day = (clock.now() + timedelta(days=10)).date().isoformat()
    book = draft_book(carrier, valid_to=day)
    import_csv(carrier, book, csv_row(corridor))
    carrier.post(f"{book['path']}/publish")
    visitor = Visitor(carrier, "en")

    soon = visitor.get(f"/price-books/{book['id']}")
    listed = visitor.get("/price-books")
    clock.advance(days=12)
    over = visitor.get(f"/price-books/{book['id']}")

    assert "more days" in soon.text
    assert "Ends soon" in listed.text
    assert "The validity of this price book is over." in over.text


def test_prices_by_bandwidth_are_drawn_with_a_table_behind(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10, monthly="900"), csv_row(corridor, 200))
    visitor = Visitor(carrier, "en")

    page = visitor.get(f"/price-books/{book['id']}")

    assert page.text.count('<path class="curve ') == 1
    assert "The curves as a table" in page.text
    assert re.search(r'<td class="n"[^>]*>¥90</td>', page.text)


def test_the_curve_of_another_key_is_asked_for(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10), csv_row(corridor, 10, product="IPLC"))
    visitor = Visitor(carrier, "en")

    page = visitor.get(f"/price-books/{book['id']}?curve={corridor}/IPLC/none")

    assert f'<option value="{corridor}/IPLC/none" selected>' in page.text


def test_a_graduated_ladder_is_saved_and_drawn_with_its_mean(carrier, book):
    visitor = Visitor(carrier, "en")
    visitor.get(f"/price-books/{book['id']}")

    page = visitor.send_fields(
        "/ladders",
        {
            "any": "on",
            "ladders-0-code": "G",
            "ladders-0-ladder-measure": "spend",
            "ladders-0-ladder-style": "graduated",
            "ladders-0-ladder-tiers-0-from": "0",
            "ladders-0-ladder-tiers-0-discount_bps": "2",
            "ladders-0-ladder-tiers-1-from": "1000",
            "ladders-0-ladder-tiers-1-discount_bps": "6",
        },
    )

    (ladder,) = carrier.get(book["path"]).json["ladders"]
    assert ladder["ladder"] == {
        "measure": "spend",
        "style": "graduated",
        "tiers": [{"from": 0, "discount_bps": 200}, {"from": 100_000, "discount_bps": 600}],
    }
    assert '<path class="curve"' in page.text
    assert "What every line earns at this bound" in page.text


def test_another_carriers_book_does_not_exist(people, book):
    stranger = Visitor(people.carrier())

    assert stranger.get(f"/price-books/{book['id']}").status == 404
    assert stranger.get(f"/price-books/{book['id']}/rows.csv").status == 404


def test_an_observer_reads_but_has_nothing_to_change(people, book):
    page = Visitor(people.observer()).get(f"/price-books/{book['id']}")

    assert page.status == 200
    assert not [form for form in page.parsed.forms if "/price-books/" in form.action]


def test_an_illustrative_price_is_called_so(carrier, book):
    assert "示例价" in Visitor(carrier).get(f"/price-books/{book['id']}").text
