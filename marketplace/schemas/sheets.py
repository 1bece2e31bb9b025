"""CSV sheets in and out: rows through a marshmallow schema, every fault by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma

from marketplace.errors import Fault, Invalid, invalid
from marketplace.schemas.faults import faults_of

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 20_000
MOST_BLANK = 5 * MOST_ROWS
"A file of blank rows is not read to its end"
MOST_FAULTS = 5_000
BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"A spreadsheet program would run a cell that begins so"


@dataclass(frozen=True)
class Sheet:
    """What a CSV file holds: its columns are the schema's fields, named by their data_key."""

    schema: type[ma.Schema]
    names_zh: Mapping[str, str]
    "Chinese header of each column"
    words_zh: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    "by column: the Chinese word for each of its values"
    examples: tuple[Mapping[str, Any], ...] = ()
    "rows of the template, as they are loaded"

    def columns(self) -> dict[str, bool]:
        """Column names in order, each with whether it must be there."""
        fields = self.schema().fields.items()
        return {f.data_key or name: f.required for name, f in fields}

    def column_of_attribute(self) -> dict[str, str]:
        """The column's name for each attribute of a loaded row."""
        return {name: f.data_key or name for name, f in self.schema().fields.items()}

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
    """The rows of a CSV file; raises Invalid with every fault of the file."""
    parsed = parse_sheet(data, sheet)
    if parsed.faults:
        raise Invalid(parsed.faults)
    return list(parsed.rows.values())


def parse_sheet(data: bytes, sheet: Sheet) -> Parsed:
    """Rows and faults of a CSV file; raises Invalid only when it cannot be read as a table."""
    records = _records(_decoded(data))
    first = next(records, None)
    if first is None:
        raise invalid("", "sheet_empty")
    columns, faults = _header(first[1], sheet)
    texts: dict[int, dict[str, str]] = {}
    for number, cells in records:
        if len(texts) == MOST_ROWS:
            raise invalid("", "sheet_rows", most=MOST_ROWS)
        texts[number] = _texts(cells, columns, sheet)
        if any(cell.strip() for cell in cells[len(columns) :]):
            faults.append(Fault(f"/rows/{number}", "cells_surplus", {"row": number}))
    if not texts:
        faults.append(Fault("", "sheet_empty"))
    rows, row_faults = _loaded(texts, sheet, set(columns))
    return Parsed(rows, _at_most(faults + row_faults))


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise invalid("", "sheet_size", most=MOST_BYTES // 1024 // 1024)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise invalid("", "sheet_encoding")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with its number in the sheet."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
            elif number > MOST_BLANK:
                raise invalid("", "sheet_rows", most=MOST_ROWS)
    except csv.Error:
        row = number + 1
        raise invalid(f"/rows/{row}", "sheet_quoting", row=row) from None


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
        if name is not None and (text := _bare(cell.strip())):
            texts[name] = _value_of(sheet.words_zh.get(name, {}), text)
    return texts


def _value_of(words: Mapping[str, str], text: str) -> str:
    return next((value for value, word in words.items() if word == text), text)


def _bare(cell: str) -> str:
    """The cell without the apostrophe that `write_sheet` puts before a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


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
        Fault(f"/rows/{row}/{column}", f.code, {"row": row, "column": column, **f.params})
        for index, nested in messages.items()
        for row in [numbers[index]]
        for column, said in nested.items()
        if column in present
        for f in faults_of(said)
    ]
    return dict(zip(numbers, loaded, strict=True)), faults


def _at_most(faults: list[Fault]) -> list[Fault]:
    """No more faults than anybody can read; the last one then counts the rest."""
    if len(faults) <= MOST_FAULTS:
        return faults
    return [*faults[:MOST_FAULTS], Fault("", "more_faults", {"more": len(faults) - MOST_FAULTS})]


def template(sheet: Sheet, language: str) -> bytes:
    """An empty sheet to fill in: the header and an example row or two."""
    return write_sheet(sheet, sheet.examples, language)


def write_sheet(sheet: Sheet, rows: Iterable[Any], language: str) -> bytes:
    """Rows (as loaded, or objects with those attributes) as CSV that spreadsheets open rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(sheet.headers(language))
    words = sheet.words_zh if language == "zh" else {}
    names = list(sheet.columns())
    for dumped in sheet.schema(many=True).dump(rows):
        cells = ((name, dumped.get(name)) for name in names)
        writer.writerow([_cell(value, words.get(name, {})) for name, value in cells])
    return (BOM + out.getvalue()).encode()


def _cell(value: Any, words: Mapping[str, str]) -> str:
    text = "" if value is None else words.get(str(value), str(value))
    return "'" + text if text.startswith(FORMULA) else text
