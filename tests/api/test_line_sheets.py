"""Demand lines as sheets: read and priced, exported as they stand, brought again."""

from __future__ import annotations

import pytest

from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.lines import LineSchema
from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import MIME_TYPES, SheetForm
from tests.factories.demand import Market, a_line

XLSX = MIME_TYPES[SheetForm.XLSX]


@pytest.fixture
def market(people):
    return Market(people)


def test_a_workbook_of_lines_is_priced_and_can_be_joined_with(market):
    member = market.member()
    rows = [LineSchema().load(a_line()), LineSchema().load(a_line(label="=2", mbps=10))]
    data = write_sheet(LINE_SHEET, rows, "zh", SheetForm.XLSX)

    read = member.send("POST", f"{market.path}/line-sheet", data=data, content_type=XLSX)
    joined = member.post(f"{market.path}/participation", {"lines": read.json["lines"]})

    assert [line["label"] for line in joined.json["lines"]] == ["HQ to HK", "=2"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_own_lines_come_out_as_they_can_be_brought_again(market, form):
    member = market.member()
    market.join(member, a_line(), a_line(mbps=10, rtt_limit_us=30_500))
    sheet = member.get(f"{market.path}/participation/lines.{form}?lang=en")

    read = member.send(
        "POST", f"{market.path}/line-sheet", data=sheet.data, content_type=sheet.mimetype
    )

    assert [line["mbps"] for line in read.json["lines"]] == [100, 10]
    assert read.json["lines"][1]["rtt_limit_us"] == 30_500
