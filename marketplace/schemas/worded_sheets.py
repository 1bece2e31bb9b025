"""Sheets whose codes are told in the words of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from marketplace.schemas.sheet_writing import write_sheet
from marketplace.schemas.sheets import Sheet, SheetForm

Words = Callable[[str, str], Mapping[str, str]]
"By kind and language, the words for its codes"


def worded_sheet(
    sheet: Sheet, rows: Iterable[Any], *, words: Words, language: str, form: SheetForm
) -> bytes:
    """The rows as a file, in Chinese with words in the place of codes."""
    told = {column: words(kind, "zh") for column, kind in sheet.kinds.items()}
    return write_sheet(replace(sheet, words_zh={**sheet.words_zh, **told}), rows, language, form)
