"""Sheets of invoices and transfers: row by row, all or nothing, safe to bring twice."""

from __future__ import annotations

import csv
import io

import pytest

from tests.factories.paying import e_invoice_number, served
from tests.factories.people import People

CSV = {"Content-Type": "text/csv"}


@pytest.fixture(scope="module")
def line(app, database):
    return served(People(app, database), days_ago=700)


def to_invoice(line, rows=2, number=None):
    """The sheet to fill in, filled for the first rows of the contract alone."""
    whole = line.carrier.get("/invoice-sheet.csv?lang=en").data
    head, *filled = line.filled(whole, number).splitlines(keepends=True)
    return b"".join([head, *filled[:rows]])


def bring(line, data, what="invoice-sheet", by=None):
    return (by or line.carrier).send("POST", f"/{what}", data=data, headers=CSV)


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_each_row_is_an_invoice_and_rows_of_one_number_are_one(line):
    alone = bring(line, to_invoice(line))
    together = bring(line, to_invoice(line, number=e_invoice_number(line.today)))

    assert alone.json == {"recorded": 2, "already": 0, "left_out": 0}
    assert together.json == {"recorded": 1, "already": 0, "left_out": 0}


def test_a_sheet_may_be_brought_twice(line):
    sheet = to_invoice(line)
    first = bring(line, sheet)

    again = bring(line, sheet)

    assert first.json["recorded"] == 2
    assert again.json == {"recorded": 0, "already": 2, "left_out": 0}


def test_rows_without_a_number_are_left_out(line):
    sheet = line.carrier.get("/invoice-sheet.csv?lang=en").data

    assert bring(line, sheet).json["recorded"] == 0
    assert bring(line, sheet).json["left_out"] == len(table(sheet))


def test_every_fault_is_told_by_row_and_column_and_nothing_is_written(line):
    rows = table(to_invoice(line, 3))
    rows[0]["net_yuan"] = "999999"
    rows[1]["issued_on"] = "2099-01-01"
    rows[2]["item"] = "599"
    before = line.member.get(f"/line-invoices?contract_id={line.id}").headers["X-Total-Count"]

    def told(wanted):
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows[:wanted])
        refused = bring(line, out.getvalue().encode())
        assert refused.status_code == 422
        return [(one["row"], one["column"], one["code"]) for one in refused.json["errors"]]

    assert told(2) == [
        (2, "net_yuan", "invoice_above_schedule"),
        (2, "vat_yuan", "invoice_vat_differs"),
        (3, "issued_on", "day_to_come"),
    ]
    assert told(3) == [(4, "item", "not_known")]
    after = line.member.get(f"/line-invoices?contract_id={line.id}").headers["X-Total-Count"]
    assert after == before


def test_an_invoice_on_record_with_something_else_is_a_fault(line):
    rows = table(to_invoice(line, 1))
    number = rows[0]["invoice_number"]
    bring(line, to_invoice(line, 1, number))

    refused = bring(line, to_invoice(line, 1, number))

    assert {one["code"] for one in refused.json["errors"]} == {"invoice_differs"}


def test_a_rule_stops_the_whole_sheet_at_its_row(line):
    rows = table(to_invoice(line, 2))
    sheet = to_invoice(line, 2).replace(
        rows[0]["buyer_uscc"].encode(), rows[0]["seller_uscc"].encode()
    )

    refused = bring(line, sheet)

    assert refused.json["code"] == "stopped_by_rules"
    assert "/rows/2/buyer_uscc" in {one["pointer"] for one in refused.json["errors"]}


def pay_sheet(line, reference="HD-S-1", **changes):
    """The sheet of open invoices with a transfer on its first row."""
    rows = table(line.member.get("/remittance-sheet.csv?lang=en").data)
    first = rows[0] | {
        "reference": reference,
        "paid_on": line.today.isoformat(),
        "amount_yuan": rows[0]["open_yuan"],
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows([first | changes])
    return out.getvalue().encode()


def test_transfers_come_from_a_sheet_and_may_be_brought_twice(line):
    bring(line, to_invoice(line, 1))
    sheet = pay_sheet(line)
    first = bring(line, sheet, "remittance-sheet", line.member)

    again = bring(line, sheet, "remittance-sheet", line.member)

    assert first.json == {"recorded": 1, "already": 0, "left_out": 0}
    assert again.json == {"recorded": 0, "already": 1, "left_out": 0}


def test_faults_of_transfers_are_told_by_row_and_column(line):
    bring(line, to_invoice(line, 1))
    over = pay_sheet(line, "HD-S-2", amount_yuan="99999999")
    other = pay_sheet(line, "HD-S-3", payee_account="12345678")
    unknown = pay_sheet(line, "HD-S-4", invoice_number="26310000000000000000")

    for sheet, place in (
        (over, ("amount_yuan", "remittance_above_invoice")),
        (other, ("payee_account", "payee_account_unknown")),
        (unknown, ("invoice_number", "not_known")),
    ):
        (fault,) = bring(line, sheet, "remittance-sheet", line.member).json["errors"]
        assert (fault["row"], fault["column"], fault["code"]) == (2, *place)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_are_given_in_both_forms(line, form):
    for path in ("/line-invoices", "/due-items", "/invoice-sheet"):
        answer = line.carrier.get(f"{path}.{form}?lang=en")
        assert answer.status_code == 200 and f'.{form}"' in answer.headers["Content-Disposition"]


def test_a_list_has_every_invoice_with_its_amounts_in_yuan(line):
    listed = table(line.member.get(f"/line-invoices.csv?lang=en&contract_id={line.id}").data)
    invoices = line.member.get(f"/line-invoices?contract_id={line.id}&limit=200").json

    assert [row["invoice_number"] for row in listed] == [one["number"] for one in invoices]
    assert float(listed[0]["gross_yuan"]) * 100 == invoices[0]["gross_minor"]


def test_an_xlsx_that_was_filled_in_comes_back(line):
    whole = line.carrier.get("/invoice-sheet.xlsx?lang=en").data
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    answer = line.carrier.send("POST", "/invoice-sheet", data=whole, headers={"Content-Type": mime})

    assert answer.status_code == 200 and answer.json["recorded"] == 0
