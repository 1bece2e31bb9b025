"""Sheets that go out, CSV or XLSX: rows of a schema, and templates to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.schemas import fields as f
from marketplace.schemas import time_fields
from marketplace.schemas.sheet_book import Cell, Column, xlsx_bytes
from marketplace.schemas.sheet_csv import csv_bytes
from marketplace.schemas.sheets import MOST_ROWS, Sheet, SheetForm


def template(sheet: Sheet, language: str, form: SheetForm = SheetForm.CSV) -> bytes:
    """An empty sheet to fill in: the header, an example row or two, as XLSX with notes."""
    notes = (("填写说明", "Notes")[language == "en"], _notes(sheet)) if sheet.notes else None
    return write_sheet(sheet, sheet.examples, language, form, notes=notes)


def write_sheet(
    sheet: Sheet,
    rows: Iterable[Any],
    language: str,
    form: SheetForm = SheetForm.CSV,
    *,
    notes: Any = None,
) -> bytes:
    """Rows (as loaded, or objects with those attributes) as a file that spreadsheets open."""
    cells = _cells(sheet, rows, sheet.words_zh if language == "zh" else {})
    if form == SheetForm.CSV:
        texts = (["" if cell is None else str(cell) for cell in row] for row in cells)
        return csv_bytes(sheet.headers(language), texts)
    columns = [
        Column(header, _words(sheet, name, language))
        for header, name in zip(sheet.headers(language), sheet.columns(), strict=True)
    ]
    title = sheet.title[language == "en"]
    return xlsx_bytes(title, columns, cells, notes=notes, most_rows=MOST_ROWS)


def _cells(
    sheet: Sheet, rows: Iterable[Any], words: Mapping[str, Mapping[str, str]]
) -> Iterator[list[Cell]]:
    """Each row's cells in order: numbers, days, and texts in the reader's words."""
    fields = sheet.fields()
    for dumped in sheet.schema(many=True).dump(rows):
        yield [_cell(one, dumped.get(name), words.get(name, {})) for name, one in fields.items()]


def _cell(one: Any, value: Any, words: Mapping[str, str]) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(one, f.Flag):
        value = str(value).lower()
    if isinstance(one, f.Whole):
        return value if isinstance(value, int) else Decimal(value)
    if isinstance(one, time_fields.Day):
        return date.fromisoformat(value)
    return words.get(str(value), str(value))


def _words(sheet: Sheet, name: str, language: str) -> list[str]:
    """The words that may stand in a column of choices."""
    one = sheet.fields()[name]
    if not isinstance(one, f.Choice):
        return []
    words = sheet.words_zh.get(name, {}) if language == "zh" else {}
    return [words.get(str(code), str(code)) for code in one.enum]


def _notes(sheet: Sheet) -> list[list[str]]:
    """A row for each column: both names, whether it must be filled, and what belongs there."""
    rows = [["列名", "Column", "必填 Required", "说明", "What belongs there"]]
    for name, required in sheet.columns().items():
        zh, en = sheet.notes.get(name, ("", ""))
        must = "是 yes" if required else "否 no"
        rows.append([sheet.names_zh[name], name, must, zh, en])
    return rows
