"""Price rows as CSV or XLSX: import whole or not at all, export, template."""

from __future__ import annotations

import time

import pytest

from marketplace.schemas.price_books import PRICE_ROW_SHEET
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import MIME_TYPES, SheetForm, read_sheet
from tests.factories.price_books import (
    CSV_HEADER,
    csv_row,
    draft_book,
    import_csv,
    make_corridor,
    price_row,
)


@pytest.fixture
def carrier(people):
    return people.carrier()


@pytest.fixture
def book(carrier):
    return draft_book(carrier)


@pytest.fixture
def corridor(people):
    return make_corridor(people)


def mbps_of(carrier, book):
    return [row["mbps"] for row in carrier.get(f"{book['path']}/rows").json]


def test_a_sheet_replaces_all_rows(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10), csv_row(corridor, 20))

    answer = import_csv(carrier, book, csv_row(corridor, 50, monthly="12000.50"))

    assert (answer.status_code, answer.json["rows_written"]) == (200, 1)
    (row,) = carrier.get(f"{book['path']}/rows").json
    assert (row["mbps"], row["monthly_minor"], row["rtt_us"]) == (50, 1_200_050, 25_000)


def test_a_sheet_adds_to_the_rows_when_asked(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10))

    import_csv(carrier, book, csv_row(corridor, 20), query="?mode=add")

    assert mbps_of(carrier, book) == [10, 20]


def test_an_added_row_that_stands_already_is_refused(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10))

    answer = import_csv(
        carrier, book, csv_row(corridor, 20), csv_row(corridor, 10), query="?mode=add"
    )

    assert [(e["row"], e["code"]) for e in answer.json["errors"]] == [(3, "row_exists")]
    assert mbps_of(carrier, book) == [10]


def test_every_fault_comes_by_row_and_column_and_nothing_is_written(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 1))

    answer = import_csv(
        carrier,
        book,
        csv_row(corridor, 10),
        csv_row("SHA-XXX", 20, monthly='"1,500"'),
        csv_row(corridor, 30, rtt="16.955", one_off="1e5"),
        csv_row(corridor, 10),
    )

    assert answer.status_code == 422
    assert [(e["row"], e["column"], e["code"]) for e in answer.json["errors"]] == [
        (3, "monthly_yuan", "decimal_text"),
        (4, "one_off_yuan", "decimal_text"),
        (3, "corridor", "not_known"),
        (4, "rtt_ms", "rtt_below_floor"),
        (5, "mbps", "duplicate"),
    ]
    assert mbps_of(carrier, book) == [1]


def test_a_fault_has_a_pointer_and_both_sentences(carrier, book, corridor):
    answer = import_csv(carrier, book, csv_row(corridor, 10, term=13))

    (entry,) = answer.json["errors"]
    assert entry["pointer"] == "/rows/2/term_months"
    assert set(entry["messages"]) == {"zh", "en"}


def test_a_body_that_is_not_csv_is_refused(carrier, book):
    answer = carrier.post(f"{book['path']}/rows/import", {"rows": []})

    assert answer.status_code == 415
    assert "text/csv" in answer.json["message"]


def test_a_sheet_where_json_is_expected_is_refused(carrier, book):
    headers = {"If-Match": book["etag"]}

    answers = [
        carrier.send("PATCH", book["path"], data=b"x", content_type=mime, headers=headers)
        for mime in MIME_TYPES.values()
    ]

    assert [answer.status_code for answer in answers] == [415, 415]


def test_an_unknown_mode_is_refused(carrier, book, corridor):
    answer = import_csv(carrier, book, csv_row(corridor), query="?mode=merge")

    (entry,) = answer.json["errors"]
    assert (entry["pointer"], entry["code"]) == ("/query/mode", "choice")


def test_a_retried_import_changes_nothing(carrier, book, corridor):
    sent = {
        "data": f"{CSV_HEADER}\n{csv_row(corridor)}".encode(),
        "content_type": "text/csv",
        "headers": {"Idempotency-Key": "once"},
    }

    first = carrier.send("POST", f"{book['path']}/rows/import", **sent)
    second = carrier.send("POST", f"{book['path']}/rows/import", **sent)

    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_export_imports_as_the_same_rows(carrier, book, corridor, language):
    import_csv(carrier, book, csv_row(corridor, 10), csv_row(corridor, 20, monthly="0.01"))
    before = carrier.get(f"{book['path']}/rows.csv?lang={language}")

    again = carrier.send(
        "POST", f"{book['path']}/rows/import", data=before.data, content_type="text/csv"
    )

    assert again.json["rows_written"] == 2
    assert carrier.get(f"{book['path']}/rows.csv?lang={language}").data == before.data


def test_rows_come_as_csv_to_those_who_accept_it(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10))

    answer = carrier.send("GET", f"{book['path']}/rows", headers={"Accept": "text/csv"})

    assert answer.mimetype == "text/csv"
    assert answer.data == carrier.get(f"{book['path']}/rows.csv").data


def test_the_template_is_in_the_asked_language(carrier):
    assert "月费（元）" in carrier.get("/price-book-template.csv?lang=zh").text
    assert "monthly_yuan" in carrier.get("/price-book-template.csv?lang=en").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_exports_and_imports_as_the_same_rows(carrier, book, corridor, language):
    import_csv(carrier, book, csv_row(corridor, 10), csv_row(corridor, 20, monthly="0.01"))
    before = carrier.get(f"{book['path']}/rows.csv").data
    sheet = carrier.get(f"{book['path']}/rows.xlsx?lang={language}")

    again = carrier.send(
        "POST", f"{book['path']}/rows/import", data=sheet.data, content_type=sheet.mimetype
    )

    assert again.json["rows_written"] == 2
    assert carrier.get(f"{book['path']}/rows.csv").data == before


def test_a_faulty_workbook_is_refused_whole_by_row_and_column(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 1))
    rows = [price_row(corridor, mbps=10), price_row("SHA-XXX", mbps=20)]
    data = write_sheet(PRICE_ROW_SHEET, rows, "en", SheetForm.XLSX)

    answer = carrier.send(
        "POST", f"{book['path']}/rows/import", data=data, content_type=MIME_TYPES[SheetForm.XLSX]
    )

    assert [(e["row"], e["column"], e["code"]) for e in answer.json["errors"]] == [
        (3, "corridor", "not_known")
    ]
    assert mbps_of(carrier, book) == [1]


def test_rows_come_as_a_workbook_to_those_who_accept_it(carrier, book, corridor):
    import_csv(carrier, book, csv_row(corridor, 10))
    xlsx = MIME_TYPES[SheetForm.XLSX]

    answer = carrier.send("GET", f"{book['path']}/rows", headers={"Accept": xlsx})

    assert answer.mimetype == xlsx
    assert len(read_sheet(answer.data, PRICE_ROW_SHEET)) == 1


def test_twenty_thousand_rows_are_imported_at_once(carrier, book, corridor):
    rows = [csv_row(corridor, n) for n in range(1, 20_001)]
    began = time.process_time()

    answer = import_csv(carrier, book, *rows)

    assert answer.json["rows_written"] == 20_000
    assert time.process_time() - began < 30
    full = import_csv(carrier, book, csv_row(corridor, 20_001), query="?mode=add")
    assert [e["code"] for e in full.json["errors"]] == ["sheet_rows"]
