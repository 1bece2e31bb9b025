"""From a form's text to what a schema takes: yuan to fen, milliseconds, percent, local time."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import g, request

from marketplace.domain.decimal_text import NotDecimalText, TooManyDecimals, to_units
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.schemas import fields as f
from marketplace.schemas import time_fields
from marketplace.schemas.accounts import Password
from marketplace.schemas.faults import faults_of
from marketplace.schemas.quotes import Lots
from marketplace.web.row_numbers import RowNumbers

SHANGHAI = "+08:00"
_PLACES = {"rtt": 3, "bps": 2, "minor": 2}
_GIVEN = {
    "rate_rows": {"corridor", "product", "term_months", "protection", "mbps"},
    "line_prices": {"reference"},
    "release": {"reference"},
    "lines": {"a_end", "z_end", "voice", "internet_breakout"},
}
"By list: what its page fills in by itself; a row with nothing else offers nothing"


def load(schema: ma.Schema, form: Any = None, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The request's form, or `form`, as the schema's values; raises Invalid with every fault.

    `without` names fields that are not asked this time.
    """
    reader = Reader(request.form if form is None else form)
    data = {k: v for k, v in reader.read_object(schema, "").items() if k not in without}
    g.form_values = reader.seen
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ma.ValidationError as error:
        bad = {fault.pointer for fault in reader.faults}
        said = [fault for fault in faults_of(error.messages) if fault.pointer not in bad]
        raise Invalid(reader.faults + said) from None
    if reader.faults:
        raise Invalid(reader.faults)
    return loaded


class Reader:
    """Walks a schema and takes each field's text from the form; blank text is no value.

    `seen` and `faults` name each row by the place it is loaded at, not by its number in the form.
    """

    def __init__(self, form: Any) -> None:
        self.form = form
        self.rows = RowNumbers(form)
        self.raw: list[Fault] = []
        self.joined: dict[str, str] = {}
        "of what has several values, all of them between spaces"
        self.order: dict[str, list[int]] = {}
        "by list, as it is named in the form: the number there of each row that is loaded"

    @property
    def seen(self) -> dict[str, str]:
        """What was typed, by field name; blank rows are left out."""
        typed = dict(self.form.items()) | self.joined
        placed = ((self.rows.placed(name, "-"), text) for name, text in typed.items())
        return {name: text for name, text in placed if name is not None}

    @property
    def faults(self) -> list[Fault]:
        """What no text of its kind can mean, with where it stands."""
        return [
            Fault(self.rows.placed(one.pointer, "/") or one.pointer, one.code, one.params)
            for one in self.raw
        ]

    def read_object(self, schema: ma.Schema, prefix: str) -> dict[str, Any]:
        found = {}
        for name, field in schema.fields.items():
            if field.dump_only:
                continue
            key = field.data_key or name
            value = self.read(field, prefix + key)
            if value is not None:
                found[key] = value
        return found

    def read(self, field: Any, name: str) -> Any:
        if isinstance(field, ma.fields.List):
            return self.read_list(field.inner, name)
        if isinstance(field, Lots):
            named = self.form.getlist(name)
            self.joined[name] = " ".join(named)
            return "all" if named == ["all"] else named or None
        if isinstance(field, ma.fields.Nested):
            return self.read_object(field.schema, name + "-") or None
        text = self.form.get(name, "")
        text = text if isinstance(field, Password) else text.strip()
        return self.converted(field, name, text) if text else None

    def read_list(self, inner: Any, name: str) -> list[Any] | None:
        """Repeated rows that are not wholly blank, or all values of one name."""
        if not isinstance(inner, ma.fields.Nested):
            named = [text for text in self.form.getlist(name) if text.strip()]
            self.joined[name] = " ".join(named)
            return named or None
        rows: dict[int, Any] = {}
        idle: list[int] = []
        for index in self.rows.of(name):
            row = self.read_object(inner.schema, f"{name}-{index}-")
            if row.keys() - _GIVEN.get(name, set()):
                rows[index] = row
            elif row:
                idle.append(index)
        self.order[name] = list(rows)
        self.rows.place(name, [*rows, *idle])
        return list(rows.values()) or None

    def converted(self, field: Any, name: str, text: str) -> Any:
        pointer = "/" + name.replace("-", "/")
        places = self._places(field, name)
        try:
            if places is not None:
                return to_units(text.replace(",", "").replace("，", "").lstrip("¥"), places)
            if isinstance(field, time_fields.Instant):
                return text if "+" in text or text.endswith("Z") else text + SHANGHAI
            if isinstance(field, f.Whole):
                return text.replace(",", "")
        except NotDecimalText:
            self.raw.append(Fault(pointer, "decimal_text"))
        except TooManyDecimals:
            self.raw.append(Fault(pointer, "decimal_places", {"places": places}))
        else:
            return text
        return None

    def _places(self, field: Any, name: str) -> int | None:
        """Decimals between the unit that is typed and the one kept; None: typed as kept."""
        if isinstance(field, f.Amount):
            return _PLACES["minor"]
        if isinstance(field, f.Bps):
            return _PLACES["bps"]
        if isinstance(field, f.Whole) and name.endswith("_us"):
            return _PLACES["rtt"]
        if not name.endswith(("-from", "-at_least", "-at_most")):
            return None
        measured = name.partition("-tiers-")[0].removesuffix("-at_least").removesuffix("-at_most")
        by_spend = self.form.get(f"{measured}-measure") == "spend"
        return _PLACES["minor"] if by_spend else None


def require_version(thing: Any) -> None:
    """Raise Conflict when the form was made from another version than stands now."""
    if request.form.get("version") != str(thing.version):
        raise Conflict("stale")


def sent_file(name: str = "file") -> bytes:
    """The bytes of an uploaded file, empty when none was chosen."""
    file = request.files.get(name)
    return file.read() if file else b""
