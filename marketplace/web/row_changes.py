"""Rows added to a form, or taken from it, by sending it: for readers without scripts.

The buttons stand in `components/forms.html` (`add_row`, `remove_row`); nothing but the form is
made anew. With scripts the same is done in the page (`rows.js`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marketplace.web.typed import ROW, numbers_of

MORE, LESS = "more", "less"
"Buttons that name the list to lengthen (`ladders-0-tiers`), or the row to take away (`lines-2`)"
_LIST = re.compile(r"[a-z_]+(-\d{1,5}-[a-z_]+)*")


def changed_rows(form: Any) -> dict[str, str] | None:
    """What was typed, with one row more or less; None when the form asks for neither."""
    longer, gone = form.get(MORE, ""), form.get(LESS, "")
    named, _, number = gone.rpartition("-")
    if _LIST.fullmatch(longer):
        return _with_row(as_typed(form), longer)
    if _LIST.fullmatch(named) and ROW.fullmatch(number):
        return _without_row(as_typed(form), gone)
    return None


def as_typed(form: Any) -> dict[str, str]:
    """By field; the lots ticked in one list stand in one text."""
    lots = {name: " ".join(form.getlist(name)) for name in form if name.endswith("lots")}
    return dict(form.items()) | lots


def _with_row(values: Mapping[str, str], name: str) -> dict[str, str]:
    return {**values, f"{name}-{max(numbers_of(values, name), default=-1) + 1}-": ""}


def _without_row(values: Mapping[str, str], row: str) -> dict[str, str]:
    return {name: text for name, text in values.items() if not name.startswith(f"{row}-")}
