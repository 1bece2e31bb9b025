"""Tables of a desk: filters and order kept in the address, and all that is filtered as a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Response, request

from marketplace.domain.working_days import local_day
from marketplace.schemas.sheets import Sheet, SheetForm
from marketplace.schemas.worded_sheets import worded_sheet
from marketplace.services import desk_orders
from marketplace.services.desk_orders import Orders
from marketplace.web.call import runtime
from marketplace.web.language import spoken
from marketplace.web.sheet_files import sheet_answer

SORT = "sort"


def in_order(query: sa.Select[Any], orders: Orders) -> sa.Select[Any]:
    """As `?sort=name` asks, `-name` the other way; else as the query is."""
    return desk_orders.in_order(query, asked_order(), orders, spoken())


def asked_order() -> str:
    return request.args.get(SORT, "")


def filters() -> dict[str, str]:
    """What the address asks for, for links that keep it; not at which place of the list."""
    return {name: value for name, value in request.args.items() if name != "offset" and value}


def sort_href(name: str) -> str:
    """The address of the same list by this head: up, and down when it is up already."""
    asked = filters()
    down = asked.get(SORT) == name
    return "?" + urlencode(asked | {SORT: f"-{name}" if down else name})


def sorted_by(name: str) -> str:
    """What `aria-sort` says of a head: ascending, descending, or none."""
    return {name: "ascending", f"-{name}": "descending"}.get(asked_order(), "none")


def desk_sheet(
    rows: Iterable[Any], sheet: Sheet, *, name: str, form: str, now: datetime
) -> Response:
    """The rows as a file in the reader's language, with words in the place of codes."""
    kind, words = SheetForm(form), runtime().words
    data = worded_sheet(sheet, rows, words=words, language=spoken(), form=kind)
    return sheet_answer(data, f"{name}-{local_day(now)}", kind)
