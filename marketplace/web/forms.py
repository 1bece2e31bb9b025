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

SHANGHAI = "+08:00"
_PLACES = {"rtt": 3, "bps": 2, "minor": 2}
_GIVEN = {
    "rate_rows": {"corridor", "product", "term_months", "protection", "mbps"},
    "line_prices": {"reference"},
    "release": {"reference"},
    "lines": {"a_end", "z_end", "voice", "internet_breakout"},
}
"By list: what its page fills in by itself; a row with nothing else offers nothing"


def load(schema: ma.Schema, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The request's form as the schema's values; raises Invalid with every fault at once.

    `without` names fields that are not asked this time.
    """
    reader = Reader(request.form)
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
    """Walks a schema and takes each field's text from the form; blank text is no value."""

    def __init__(self, form: Any) -> None:
        self.form = form
        self.faults: list[Fault] = []
        self.seen: dict[str, str] = dict(form.items())

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
            self.seen[name] = " ".join(named)
            return "all" if named == ["all"] else named or None
        if isinstance(field, ma.fields.Nested):
            return self.read_object(field.schema, name + "-") or None
        text = self.form.get(name, "")
        text = text if isinstance(field, Password) else text.strip()
        return self.converted(field, name, text) if text else None

    def read_list(self, inner: Any, name: str) -> list[Any] | None:
        """Repeated rows that are not wholly blank, or all values of one name."""
        if not isinstance(inner, ma.fields.Nested):
            return [text for text in self.form.getlist(name) if text.strip()] or None
        rows: dict[int, Any] = {}
        idle: list[int] = []
        for index in self._indexes(name):
            row = self.read_object(inner.schema, f"{name}-{index}-")
            if row.keys() - _GIVEN.get(name, set()):
                rows[index] = row
            elif row:
                idle.append(index)
            else:
                self._forget_row(name, index)
        self._renumber(name, [*rows, *idle])
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
            self.faults.append(Fault(pointer, "decimal_text"))
        except TooManyDecimals:
            self.faults.append(Fault(pointer, "decimal_places", {"places": places}))
        else:
            return text
        return None

    def _indexes(self, name: str) -> list[int]:
        start = name + "-"
        parts = (key[len(start) :].split("-")[0] for key in self.form if key.startswith(start))
        return sorted({int(part) for part in parts if part.isdigit() and len(part) < 6})

    def _renumber(self, name: str, order: list[int]) -> None:
        """Number what was typed, and what is wrong with it, as the rows are loaded."""
        if order == list(range(len(order))):
            return
        path, moved = "/" + name.replace("-", "/"), {}
        places = {f"{path}/{index}/": f"{path}/{to}/" for to, index in enumerate(order)}
        for to, index in enumerate(order):
            old = f"{name}-{index}-"
            for key in [key for key in self.seen if key.startswith(old)]:
                moved[f"{name}-{to}-{key.removeprefix(old)}"] = self.seen.pop(key)
        self.seen |= moved
        self.faults = [_placed(fault, places) for fault in self.faults]

    def _forget_row(self, name: str, index: int) -> None:
        for key in [k for k in self.seen if k.startswith(f"{name}-{index}-")]:
            del self.seen[key]

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


def _placed(fault: Fault, places: dict[str, str]) -> Fault:
    """The fault at the place its row has now."""
    for old, new in places.items():
        if fault.pointer.startswith(old):
            return Fault(new + fault.pointer.removeprefix(old), fault.code, fault.params)
    return fault


def require_version(thing: Any) -> None:
    """Raise Conflict when the form was made from another version than stands now."""
    if request.form.get("version") != str(thing.version):
        raise Conflict("stale")


def sent_file(name: str = "file") -> bytes:
    """The bytes of an uploaded file, empty when none was chosen."""
    file = request.files.get(name)
    return file.read() if file else b""
