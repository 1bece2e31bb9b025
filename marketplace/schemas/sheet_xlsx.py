"""A sheet as XLSX: a workbook is weighed before it is read, values are taken, formulas refused."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from marketplace.errors import Invalid, invalid

MAGIC = b"PK\x03\x04"
MOST_PARTS = 200
MOST_UNPACKED = 48 * 1024 * 1024
MOST_TAGS = 1_500_000
"Each `<` of all XML parts: bounds what reading costs, whatever the parts say of themselves"
MOST_COLUMNS = 100
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LITERALS = re.compile(r'"[^"]*"|\\.')

# What other programs leave out of their files is no concern of the reader's.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


class Unread(str):
    """A cell whose value cannot be taken; `code` says why."""

    code: str

    def __new__(cls, text: str, code: str) -> Unread:
        cell = super().__new__(cls, text)
        cell.code = code
        return cell


def is_xlsx(data: bytes) -> bool:
    return data.startswith(MAGIC)


def xlsx_records(data: bytes, most_rows: int) -> Iterator[tuple[int, list[str]]]:
    """Every row of the first visible worksheet with its number; raises Invalid when it is none.

    Hostile files: parts, unpacked bytes and tags are counted before anything is parsed, document
    types are refused by defusedxml, and at most `most_rows` x MOST_COLUMNS cells are looked at.
    """
    _weigh(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheets = [s for s in book.worksheets if isinstance(s, ReadOnlyWorksheet)]
        sheet: Any = next((s for s in sheets if s.sheet_state == "visible"), None)
        if sheet is None:
            raise invalid("", "sheet_unreadable")
        sheet.reset_dimensions()  # what a file says of its own size may be a lie
        rows = sheet.iter_rows(max_row=most_rows, max_col=MOST_COLUMNS)
        for number, row in enumerate(rows, start=1):
            yield number, _filled([_text(cell) for cell in row])
    except Invalid:
        raise
    except Exception as error:
        # A broken file may raise anything from inside the reader; to its sender it is one fault.
        raise invalid("", "sheet_unreadable") from error


def _weigh(data: bytes) -> None:
    """Raise Invalid for an archive that is broken, locked, or grows beyond measure."""
    unpacked = tags = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            declared = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or declared > MOST_UNPACKED:
                raise invalid("", "sheet_too_large_unpacked", most=MOST_UNPACKED // 1024 // 1024)
            for part in parts:
                if part.compress_type not in _METHODS or part.flag_bits & 0x1:
                    raise invalid("", "sheet_unreadable")
                with archive.open(part) as stream:
                    while piece := stream.read(1 << 20):
                        unpacked += len(piece)
                        tags += piece.count(b"<")
                        if unpacked > MOST_UNPACKED or tags > MOST_TAGS:
                            most = MOST_UNPACKED // 1024 // 1024
                            raise invalid("", "sheet_too_large_unpacked", most=most)
    except Invalid:
        raise
    except Exception as error:
        raise invalid("", "sheet_unreadable") from error


def _filled(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    last = max((at for at, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]


def _text(cell: Any) -> str:
    """What the cell holds, as people would type it into a CSV."""
    value = cell.value
    if value is None:
        return ""
    kind = cell.data_type
    if kind == "f":
        return Unread("=", "cell_formula")
    if kind == "e":
        return Unread(str(value), "cell_error")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format or "")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _number_text(value: int | float, number_format: str) -> str:
    """The number in plain decimals, with the 15 digits that spreadsheets keep."""
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    if "%" in _LITERALS.sub("", number_format):
        return _plain(number * 100) + "%"
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
