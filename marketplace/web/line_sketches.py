"""The joining form as it stands: what is typed of the lines, and what of them can be priced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import marshmallow as ma
from flask import request

from marketplace.schemas.lines import WishSchema
from marketplace.schemas.participations import JoinSchema
from marketplace.web.forms import Reader

PRICED = ("corridor", "product", "mbps", "term_months", "protection", "own_limit_minor")
LONGEST, MOST_BYTES = 500, 300_000
"characters of a field, bytes of all names and texts: what is beyond is not kept"
VERSION = "version"
"of the stay that the lines were to change; empty before the company has joined"


def typed_lines(form: Any = None) -> tuple[dict[str, str], list[dict[str, Any] | None]]:
    """The fields of the form's lines, numbered anew, and the lines as far as they can be priced.

    Of the request's form, or of `form`. A line is None while it lacks something that its price
    depends on.
    """
    reader = Reader(request.form if form is None else form)
    rows = reader.read_object(JoinSchema(), "").get("lines", [])
    typed = _kept((n, text) for n, text in reader.seen.items() if n.startswith("lines-"))
    if typed:
        typed[VERSION] = _storable(request.form.get(VERSION, ""))
    return typed, [_priced(row) for row in rows]


def _kept(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """As many fields as a draft may hold."""
    kept, room = {}, MOST_BYTES
    for name, text in fields:
        short = _storable(text)
        room -= len(f"{name}{short}".encode())
        if room < 0:
            break
        kept[name.replace("\0", "")] = short
    return kept


def _storable(text: str) -> str:
    """The text's beginning, without the one character that no database keeps."""
    return text.replace("\0", "")[:LONGEST]


def _priced(row: dict[str, Any]) -> dict[str, Any] | None:
    try:
        wish: dict[str, Any] = WishSchema(only=PRICED, unknown=ma.EXCLUDE).load(row)
    except ma.ValidationError:
        return None
    return wish
