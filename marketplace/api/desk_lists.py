"""The lists of the desks: in the order that is asked for, and all of them as a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from flask import Response

from marketplace.api.call import runtime
from marketplace.api.problems import asked_language
from marketplace.api.sheet_files import sheet_answer
from marketplace.schemas.sheets import Sheet, SheetForm
from marketplace.schemas.worded_sheets import worded_sheet
from marketplace.services.desk_orders import Orders, in_order


def ordered(query: sa.Select[Any], sort: str | None, orders: Orders) -> sa.Select[Any]:
    """The list as `?sort=` asks; names by the asked language."""
    return in_order(query, sort or "", orders, asked_language())


def desk_sheet(rows: Iterable[Any], sheet: Sheet, name: str, form: str) -> Response:
    """The rows as a file in the asked language, with the words of pages in the place of codes."""
    kind, words = SheetForm(form), runtime().words
    data = worded_sheet(sheet, rows, words=words, language=asked_language(), form=kind)
    return sheet_answer(data, name, kind)
