"""XLSX sheets: typed cells, formulas and hostile files refused, faults by row and column."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from marketplace.errors import Invalid
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.price_books import PRICE_ROW_SHEET
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheet_xlsx import MOST_TAGS, MOST_UNPACKED
from marketplace.schemas.sheets import SheetForm, parse_sheet, read_sheet

HEADER = list(PRICE_ROW_SHEET.columns())
ROW = ["SHA-HKG", "IEPL", 100, 24, "none", 8000, 32500.5, 18.5, 99.9, 35]
READ = {"one_off_minor": 800_000, "monthly_minor": 3_250_050, "rtt_us": 18_500}


def workbook(*rows: list, header: list | None = None) -> Workbook:
    book = Workbook()
    for row in [header or HEADER, *rows]:
        book.active.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def faults(data: bytes, of=PRICE_ROW_SHEET) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        read_sheet(data, of)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The workbook with parts replaced or added, by the end of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("of", [PRICE_ROW_SHEET, LINE_SHEET])
def test_a_template_reads_back_as_its_examples(of, language):
    rows = read_sheet(template(of, language, SheetForm.XLSX), of)

    assert [{k: v for k, v in row.items() if k != "id"} for row in rows] == list(of.examples)


@pytest.mark.parametrize("of", [PRICE_ROW_SHEET, LINE_SHEET])
def test_a_template_notes_every_column_in_both_languages(of):
    book = load_workbook(io.BytesIO(template(of, "zh", SheetForm.XLSX)))
    notes = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]

    assert [row[1] for row in notes] == list(of.columns())
    assert all(all(row) for row in notes)


def test_number_cells_become_exact_integers():
    (row,) = read_sheet(saved(workbook(ROW)), PRICE_ROW_SHEET)

    assert READ.items() <= row.items()
    assert row["availability_bps"] == 9990


def test_the_same_as_text_cells_reads_alike():
    texts = [str(value) for value in ROW]

    assert read_sheet(saved(workbook(texts)), PRICE_ROW_SHEET) == read_sheet(
        saved(workbook(ROW)), PRICE_ROW_SHEET
    )


def test_a_number_is_taken_with_the_digits_that_a_spreadsheet_keeps():
    data = saved(workbook([*ROW[:6], 0.1 + 0.2, *ROW[7:]]))

    assert read_sheet(data, PRICE_ROW_SHEET)[0]["monthly_minor"] == 30


def test_a_cell_shown_as_a_percentage_is_one():
    book = workbook([*ROW[:8], 0.999, 35])
    book.active["I2"].number_format = "0.0%"

    assert read_sheet(saved(book), PRICE_ROW_SHEET)[0]["availability_bps"] == 9990


@pytest.mark.parametrize("day", [date(2027, 3, 1), datetime(2027, 3, 1), "2027-03-01", "2027/3/1"])
def test_days_come_as_dates_or_text(day):
    book = load_workbook(io.BytesIO(template(LINE_SHEET, "en", SheetForm.XLSX)))
    at = list(LINE_SHEET.columns()).index("wanted_on") + 1
    book.worksheets[0].cell(2, at).value = day

    assert read_sheet(saved(book), LINE_SHEET)[0]["wanted_on"] == date(2027, 3, 1)


def test_every_fault_comes_at_once_at_its_row_and_column():
    data = saved(workbook(ROW, [*ROW[:5], "=1+1", 1.005, "#N/A", 101, True], [*ROW, "x"]))

    assert faults(data) == [
        ("/rows/3/one_off_yuan", "cell_formula"),
        ("/rows/3/rtt_ms", "cell_error"),
        ("/rows/4", "cells_surplus"),
        ("/rows/3/monthly_yuan", "decimal_places"),
        ("/rows/3/availability_percent", "number_range"),
        ("/rows/3/delivery_days", "whole_number"),
    ]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows():
    book = workbook()
    for column, value in enumerate([*ROW[:3], 9, *ROW[4:]], start=1):
        book.active.cell(7, column).value = value

    assert faults(saved(book)) == [("/rows/7/term_months", "choice")]


def test_a_hidden_first_sheet_is_passed_over():
    book = workbook(ROW)
    hidden = book.create_sheet("old", 0)
    hidden.sheet_state, book.active = "hidden", 1

    assert len(read_sheet(saved(book), PRICE_ROW_SHEET)) == 1


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@SUM(A1)", "'=quoted"])
def test_text_that_looks_like_a_formula_is_written_as_text(text):
    row = dict(LINE_SHEET.examples[0]) | {"label": text}

    data = write_sheet(LINE_SHEET, [row], "en", SheetForm.XLSX)

    cell = load_workbook(io.BytesIO(data)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert read_sheet(data, LINE_SHEET)[0]["label"] == text


def test_prices_and_days_are_written_as_numbers_and_dates():
    sheet = load_workbook(io.BytesIO(template(LINE_SHEET, "en", SheetForm.XLSX))).worksheets[0]
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}

    assert row["present_monthly_yuan"] == 35000.5
    assert row["wanted_on"] == datetime(2027, 3, 1)
    assert row["mbps"] == 100


def broken() -> dict[str, bytes]:
    sound = saved(workbook(ROW))
    sheet = "xl/worksheets/sheet1.xml"
    doctype = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    locked = bytearray(sound)
    locked[6] |= 1
    locked[bytes(locked).rindex(b"PK\x01\x02") + 8] |= 1
    return {
        "cut": sound[: len(sound) // 2],
        "not a workbook": repacked(b"PK\x05\x06" + b"\0" * 18, x=b"y"),
        "document type": repacked(sound, **{sheet: doctype}),
        "not xml": repacked(sound, **{sheet: b"<worksheet"}),
        "locked": bytes(locked),
    }


@pytest.mark.parametrize("kind", list(broken()))
def test_what_is_no_sound_workbook_is_refused(kind):
    assert faults(broken()[kind]) == [("", "sheet_unreadable")]


@pytest.mark.parametrize(
    "part",
    [b"\0" * (MOST_UNPACKED + 1), b"<c/>" * (MOST_TAGS + 1)],
    ids=["bytes", "tags"],
)
def test_a_bomb_is_refused_before_it_is_parsed(part):
    data = repacked(saved(workbook(ROW)), **{"xl/worksheets/sheet1.xml": part})

    assert len(data) < 100_000
    assert faults(data) == [("", "sheet_too_large_unpacked")]


def test_a_workbook_of_too_many_parts_is_refused():
    parts = {f"x{n}": b"" for n in range(201)}

    assert faults(repacked(saved(workbook(ROW)), **parts)) == [("", "sheet_too_large_unpacked")]


def test_a_row_far_down_does_not_make_the_reader_walk_there():
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:A1"/><sheetData><row r="2000000000"><c t="inlineStr"><is><t>x</t></is>'
        b"</c></row></sheetData></worksheet>"
    )
    data = repacked(saved(workbook(ROW)), **{"xl/worksheets/sheet1.xml": xml})

    assert faults(data) == [("", "sheet_rows")]


def test_a_wrong_dimension_hides_no_cells():
    sound = saved(workbook(ROW))
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    lying = repacked(sound, **{"xl/worksheets/sheet1.xml": xml.replace(b"A1:J2", b"A1:A1")})

    assert parse_sheet(lying, PRICE_ROW_SHEET).faults == []
