"""CSV sheets: what is read, what is refused, each fault at its row and column."""

from __future__ import annotations

import pytest

from marketplace.errors import Invalid
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.lines import LineSchema
from marketplace.schemas.price_books import PRICE_ROW_SHEET, PriceRowSchema
from marketplace.schemas.sheet_writing import template, write_sheet
from marketplace.schemas.sheets import MOST_BYTES, read_sheet

HEADER = (
    "corridor,product,mbps,term_months,protection,one_off_yuan,monthly_yuan,rtt_ms,"
    "availability_percent,delivery_days"
)
ROW = "SHA-HKG,IEPL,100,24,none,8000,32500.50,18.5,99.9,35"


def sheet(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *rows, ""]).encode()


def faults(data: bytes, of=PRICE_ROW_SHEET) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        read_sheet(data, of)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("of", [PRICE_ROW_SHEET, LINE_SHEET])
def test_template_reads_back_as_its_examples(of, language):
    rows = read_sheet(template(of, language), of)

    assert [{k: v for k, v in row.items() if k != "id"} for row in rows] == list(of.examples)


def test_decimal_cells_become_exact_integers():
    (row,) = read_sheet(sheet(ROW), PRICE_ROW_SHEET)

    assert (row["one_off_minor"], row["monthly_minor"]) == (800_000, 3_250_050)
    assert (row["rtt_us"], row["availability_bps"]) == (18_500, 9_990)


def test_a_row_loads_what_the_api_schema_loads():
    (row,) = read_sheet(sheet(ROW), PRICE_ROW_SHEET)

    assert PriceRowSchema().load(PriceRowSchema().dump(row)) == row


def test_a_demand_row_loads_what_the_line_schema_loads():
    (row,) = read_sheet(template(LINE_SHEET, "zh"), LINE_SHEET)

    assert LineSchema().load(LineSchema().dump(row)) == row
    assert list(row) == list(LineSchema().fields)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + sheet(ROW),
        sheet(ROW).replace(b"\r\n", b"\n"),
        sheet(",".join(f'"{cell}"' for cell in ROW.split(","))),
        sheet("", ROW, ",,,"),
        sheet(ROW + ",,", header=HEADER + ",,"),
        sheet(ROW.replace("SHA", " sha")),
    ],
    ids=["bom", "lf", "quoted", "blank rows", "blank columns", "blanks and small letters"],
)
def test_forms_of_the_same_sheet_read_alike(data):
    assert read_sheet(data, PRICE_ROW_SHEET) == read_sheet(sheet(ROW), PRICE_ROW_SHEET)


def test_chinese_headers_in_gb18030_are_read():
    data = template(PRICE_ROW_SHEET, "zh").decode("utf-8-sig").encode("gb18030")

    assert read_sheet(data, PRICE_ROW_SHEET) == list(PRICE_ROW_SHEET.examples)


def test_every_fault_comes_at_once_at_its_row_and_column():
    data = sheet(
        ROW,
        "HKG,IEPL,0,24,none,1e3,,18.5,99.9,35",
        ROW + ",x",
        "SHA-HKG,X,10,13,none,1,1.005,-1,101,731",
    )

    assert faults(data) == [
        ("/rows/4", "cells_surplus"),
        ("/rows/3/corridor", "corridor_code"),
        ("/rows/3/mbps", "number_range"),
        ("/rows/3/one_off_yuan", "decimal_text"),
        ("/rows/3/monthly_yuan", "field_required"),
        ("/rows/5/product", "choice"),
        ("/rows/5/term_months", "choice"),
        ("/rows/5/monthly_yuan", "decimal_places"),
        ("/rows/5/rtt_ms", "decimal_text"),
        ("/rows/5/availability_percent", "number_range"),
        ("/rows/5/delivery_days", "number_range"),
    ]


def test_a_fault_names_row_and_column_in_its_parameters():
    with pytest.raises(Invalid) as refused:
        read_sheet(sheet("", ROW.replace(",24,", ",9,")), PRICE_ROW_SHEET)

    (fault,) = refused.value.faults
    assert (fault.params["row"], fault.params["column"]) == (3, "term_months")


def test_header_faults_are_told_with_the_rows():
    header = HEADER.replace("rtt_ms", "ping").replace("delivery_days", "mbps")

    assert faults(sheet(ROW.replace("IEPL", "?"), header=header)) == [
        ("/header/ping", "column_unknown"),
        ("/header/mbps", "column_repeated"),
        ("/header/rtt_ms", "column_missing"),
        ("/header/delivery_days", "column_missing"),
        ("/rows/2/product", "choice"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet_empty"),
        (sheet(), "sheet_empty"),
        (sheet(ROW).replace(b"IEPL", b"\xff\xff"), "sheet_encoding"),
        (b"x" * (MOST_BYTES + 1), "sheet_size"),
        (sheet(*["x"] * 20_001), "sheet_rows"),
        (sheet('"SHA-HKG"x,IEPL'), "sheet_quoting"),
        (sheet('"SHA-HKG'), "sheet_quoting"),
    ],
    ids=["nothing", "header only", "encoding", "bytes", "rows", "quotes", "open quote"],
)
def test_what_is_no_sheet_is_refused(data, code):
    assert [found for _, found in faults(data)] == [code]


def test_beyond_the_most_faults_the_rest_is_counted():
    found = faults(sheet(*["x,x,x,x,x,x,x,x,x,x"] * 600))

    assert len(found) == 5_001
    assert found[-1] == ("", "more_faults")


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@SUM(A1)"])
def test_a_cell_that_would_be_a_formula_is_written_as_text_and_read_back(text):
    row = dict(LINE_SHEET.examples[0]) | {"label": text}

    data = write_sheet(LINE_SHEET, [row], "en")

    assert f"\r\n'{text}," in data.decode()
    assert read_sheet(data, LINE_SHEET)[0]["label"] == text


def test_words_of_the_template_stand_for_values():
    row = ROW.replace("none", "双路由").replace("IEPL", "国际以太网专线")

    (read,) = read_sheet(sheet(row), PRICE_ROW_SHEET)

    assert (read["protection"], read["product"]) == ("dual_route", "IEPL")


def test_days_as_spreadsheets_rewrite_them_are_read():
    data = template(LINE_SHEET, "en").replace(b"2027-03-01", b"2027/3/1")

    assert read_sheet(data, LINE_SHEET)[0]["wanted_on"].isoformat() == "2027-03-01"


def test_an_exit_fee_without_a_monthly_price_is_refused():
    data = template(LINE_SHEET, "en").replace(b"35000.50", b"")

    assert faults(data, LINE_SHEET) == [("/rows/2/present_monthly_yuan", "present_price")]
