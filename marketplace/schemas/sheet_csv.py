"""A sheet as CSV: records read strictly, texts written so that no program runs them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from marketplace.errors import invalid

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"A spreadsheet program would run a cell that begins so"


def csv_records(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number in the sheet; raises Invalid when it is no CSV."""
    reader = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [_bare(cell.strip()) for cell in cells]
    except csv.Error:
        row = number + 1
        raise invalid(f"/rows/{row}", "sheet_quoting", row=row) from None


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise invalid("", "sheet_encoding")


def _bare(cell: str) -> str:
    """The cell without the apostrophe that `csv_bytes` puts before a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Texts as CSV that spreadsheets open rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headers)
    for row in rows:
        writer.writerow(["'" + cell if cell.startswith(FORMULA) else cell for cell in row])
    return (BOM + out.getvalue()).encode()
