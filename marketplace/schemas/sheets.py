"""Sheets that come in, CSV or XLSX: rows through a marshmallow schema, faults by row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import marshmallow as ma

from marketplace.errors import Fault, Invalid, invalid
from marketplace.schemas.faults import faults_of
from marketplace.schemas.sheet_csv import csv_records
from marketplace.schemas.sheet_xlsx import Unread, is_xlsx, xlsx_records

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 20_000
MOST_BLANK = 5 * MOST_ROWS
"A file of blank rows is not read to its end"
MOST_FAULTS = 5_000


class SheetForm(StrEnum):
    """The kinds of file a sheet comes in."""

    CSV = "csv"
    XLSX = "xlsx"


MIME_TYPES = {
    SheetForm.CSV: "text/csv",
    SheetForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds: its columns are the schema's fields, named by their data_key."""

    schema: type[ma.Schema]
    names_zh: Mapping[str, str]
    "Chinese header of each column"
    words_zh: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    "by column: the Chinese word for each of its values"
    kinds: Mapping[str, str] = field(default_factory=dict)
    "by column: the kind of its codes, for which pages have words"
    examples: tuple[Mapping[str, Any], ...] = ()
    "rows of the template, as they are loaded"
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    "by column: what belongs there, (zh, en), for the template"
    title: tuple[str, str] = ("表格", "Sheet")
    "name of the worksheet, (zh, en)"

    def columns(self) -> dict[str, bool]:
        """Column names in order, each with whether it must be there."""
        return {name: one.required for name, one in self.fields().items()}

    def column_of_attribute(self) -> dict[str, str]:
        """The column's name for each attribute of a loaded row."""
        return {name: one.data_key or name for name, one in self.schema().fields.items()}

    def fields(self) -> dict[str, Any]:
        """The schema's fields by column."""
        fields = self.schema().fields.items()
        return {one.data_key or name: one for name, one in fields}

    def headers(self, language: str) -> list[str]:
        return [self.names_zh[name] if language == "zh" else name for name in self.columns()]


@dataclass
class Parsed:
    """What a file said: rows by their number in the sheet (the header is row 1), and faults.

    A row with faults holds only its good columns, so that later checks can look at those.
    """

    rows: dict[int, dict[str, Any]]
    faults: list[Fault]


def read_sheet(data: bytes, sheet: Sheet) -> list[dict[str, Any]]:
    """The rows of a CSV or XLSX file; raises Invalid with every fault of the file."""
    parsed = parse_sheet(data, sheet)
    if parsed.faults:
        raise Invalid(parsed.faults)
    return list(parsed.rows.values())


def parse_sheet(data: bytes, sheet: Sheet) -> Parsed:
    """Rows and faults of a file; raises Invalid only when it cannot be read as a table."""
    records = _records(data)
    first = next(records, None)
    if first is None:
        raise invalid("", "sheet_empty")
    columns, faults = _header(first[1], sheet)
    texts: dict[int, dict[str, str]] = {}
    for number, cells in records:
        if len(texts) == MOST_ROWS:
            raise invalid("", "sheet_rows", most=MOST_ROWS)
        faults += _unread(number, cells, columns)
        texts[number] = _texts(cells, columns, sheet)
        if any(cell.strip() for cell in cells[len(columns) :]):
            faults.append(Fault(f"/rows/{number}", "cells_surplus", {"row": number}))
    if not texts:
        faults.append(Fault("", "sheet_empty"))
    rows, row_faults = _loaded(texts, sheet, set(columns))
    return Parsed(rows, _at_most(faults + row_faults))


def _records(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with its number in the sheet."""
    if len(data) > MOST_BYTES:
        raise invalid("", "sheet_size", most=MOST_BYTES // 1024 // 1024)
    found = xlsx_records(data, MOST_BLANK + 1) if is_xlsx(data) else csv_records(data)
    for number, cells in found:
        if any(cell.strip() for cell in cells):
            yield number, cells
        elif number > MOST_BLANK:
            raise invalid("", "sheet_rows", most=MOST_ROWS)


def _header(cells: list[str], sheet: Sheet) -> tuple[list[str | None], list[Fault]]:
    """The column that each place of the header names, in either language; and what is wrong."""
    names = {name.lower(): name for name in sheet.columns()}
    names |= {zh.lower(): name for name, zh in sheet.names_zh.items()}
    found: list[str | None] = []
    faults = []
    for cell in cells:
        name = names.get(cell.strip().lower())
        if name is None and cell.strip():
            faults.append(_header_fault(cell.strip(), "column_unknown"))
        if name is not None and name in found:
            faults.append(_header_fault(name, "column_repeated"))
        found.append(name)
    while found and found[-1] is None and not cells[len(found) - 1].strip():
        found.pop()
    missing = [n for n, required in sheet.columns().items() if required and n not in found]
    return found, faults + [_header_fault(name, "column_missing") for name in missing]


def _header_fault(column: str, code: str) -> Fault:
    step = column[:100].replace("~", "~0").replace("/", "~1")
    return Fault(f"/header/{step}", code, {"row": 1, "column": column[:100]})


def _texts(cells: list[str], columns: list[str | None], sheet: Sheet) -> dict[str, str]:
    """The filled cells of one record by column, words put back to their values."""
    texts = {}
    for name, cell in zip(columns, cells, strict=False):
        if name is not None and (text := cell.strip()):
            held = cell if isinstance(cell, Unread) else text
            texts[name] = _value_of(sheet.words_zh.get(name, {}), held)
    return texts


def _unread(number: int, cells: list[str], columns: list[str | None]) -> list[Fault]:
    """A fault for each cell whose value cannot be taken, such as a formula."""
    return [
        Fault(f"/rows/{number}/{name}", cell.code, {"row": number, "column": name})
        for name, cell in zip(columns, cells, strict=False)
        if name is not None and isinstance(cell, Unread)
    ]


def _value_of(words: Mapping[str, str], text: str) -> str:
    return next((value for value, word in words.items() if word == text), text)


def _loaded(
    texts: dict[int, dict[str, str]], sheet: Sheet, present: set[str | None]
) -> tuple[dict[int, dict[str, Any]], list[Fault]]:
    """Rows through the schema; a column that the header lacks is not complained of again."""
    messages: Any = {}
    try:
        loaded: Any = sheet.schema(many=True).load(list(texts.values()))
    except ma.ValidationError as error:
        loaded, messages = error.valid_data, error.messages
    numbers = list(texts)
    faults = [
        Fault(f"/rows/{row}/{column}", found.code, {"row": row, "column": column, **found.params})
        for index, nested in messages.items()
        for row in [numbers[index]]
        for column, said in nested.items()
        if column in present and not isinstance(texts[row].get(column), Unread)
        for found in faults_of(said)
    ]
    return dict(zip(numbers, loaded, strict=True)), faults


def _at_most(faults: list[Fault]) -> list[Fault]:
    """No more faults than anybody can read; the last one then counts the rest."""
    if len(faults) <= MOST_FAULTS:
        return faults
    return [*faults[:MOST_FAULTS], Fault("", "more_faults", {"more": len(faults) - MOST_FAULTS})]
