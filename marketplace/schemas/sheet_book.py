"""A sheet as an XLSX workbook: typed cells, frozen header, lists to choose from, notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

Cell = str | int | Decimal | date | None
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMATS = {int: "0", Decimal: "0.00###", date: "yyyy-mm-dd"}
_HEAD = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="DCE9F7"),
    "alignment": Alignment(wrap_text=True, vertical="top"),
}
_WRAPPED = {"alignment": Alignment(wrap_text=True, vertical="top")}


@dataclass(frozen=True)
class Column:
    """A column's header, and the words that may stand in it (empty: any)."""

    header: str
    words: Sequence[str] = ()


def xlsx_bytes(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    notes: tuple[str, Sequence[Sequence[str]]] | None = None,
    most_rows: int,
) -> bytes:
    """A workbook with the rows, and with `notes` (title, rows) on a second worksheet."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = max(12, min(40, 2 * len(column.header)))
        if column.words:
            _offer(sheet, f"{letter}2:{letter}{most_rows + 1}", column.words)
    sheet.append([_cell(sheet, column.header, _HEAD) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if notes:
        _write_notes(book, *notes)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offer(sheet: Any, cells: str, words: Sequence[str]) -> None:
    """A list to choose from; a file may hold 255 characters of it, a longer one is left out."""
    listed = ",".join(words)
    if len(listed) <= 255 and not any("," in word or '"' in word for word in words):
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        rule.add(cells)
        sheet.data_validations.append(rule)


def _write_notes(book: Any, title: str, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (24, 24, 14, 50, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, _WRAPPED if number else _HEAD) for text in row])


def _cell(sheet: Any, value: Cell, style: dict[str, Any] | None = None) -> Any:
    """A cell of the value's own type; text is text, also when it begins like a formula."""
    if value is None or value == "":
        return None
    text = _NOT_IN_XML.sub("\ufffd", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, text)
    if isinstance(text, str):
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    else:
        cell.number_format = _FORMATS[type(text)]
    for name, part in (style or {}).items():
        setattr(cell, name, part)
    return cell
