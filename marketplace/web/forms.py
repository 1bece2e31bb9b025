"""From a form's text to what a schema takes: yuan to fen, milliseconds, percent, local time."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import g, request

from marketplace.domain.decimal_text import NotDecimalText, TooManyDecimals, to_units
from marketplace.errors import Fault, Invalid
from marketplace.schemas import fields as f
from marketplace.schemas.accounts import Password
from marketplace.schemas.faults import faults_of

SHANGHAI = "+08:00"
_PLACES = {"rtt": 3, "bps": 2, "minor": 2}


def load(schema: ma.Schema, prefix: str = "") -> dict[str, Any]:
    """The request's form as the schema's values; raises Invalid with every fault at once."""
    reader = Reader(request.form)
    data = reader.read_object(schema, prefix)
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
            value = self.read(field, prefix + name)
            if value is not None:
                found[field.data_key or name] = value
        return found

    def read(self, field: Any, name: str) -> Any:
        if isinstance(field, ma.fields.List):
            return self.read_list(field.inner, name)
        if isinstance(field, ma.fields.Nested):
            return self.read_object(field.schema, name + "-") or None
        text = self.form.get(name, "")
        text = text if isinstance(field, Password) else text.strip()
        return self.converted(field, name, text) if text else None

    def read_list(self, inner: Any, name: str) -> list[Any] | None:
        """Repeated rows that are not wholly blank, or all values of one name."""
        if not isinstance(inner, ma.fields.Nested):
            return [text for text in self.form.getlist(name) if text.strip()] or None
        rows: list[Any] = []
        for index in self._indexes(name):
            row = self.read_object(inner.schema, f"{name}-{index}-")
            if row:
                self._move_row(name, index, len(rows))
                rows.append(row)
            else:
                self._forget_row(name, index)
        return rows or None

    def converted(self, field: Any, name: str, text: str) -> Any:
        pointer = "/" + name.replace("-", "/")
        places = _places(field, name)
        try:
            if places is not None:
                return to_units(text.replace(",", "").replace("，", "").lstrip("¥"), places)
            if isinstance(field, f.Instant):
                return text if "+" in text or text.endswith("Z") else text + SHANGHAI
            if isinstance(field, f.Whole):
                return text.replace(",", "")
        except NotDecimalText:
            self.faults.append(Fault(pointer, "number_text"))
        except TooManyDecimals:
            self.faults.append(Fault(pointer, "number_decimals", {"most": places}))
        else:
            return text
        return None

    def _indexes(self, name: str) -> list[int]:
        start = name + "-"
        parts = (key[len(start) :].split("-")[0] for key in self.form if key.startswith(start))
        return sorted({int(part) for part in parts if part.isdigit() and len(part) < 6})

    def _move_row(self, name: str, index: int, to: int) -> None:
        if index != to:
            for key in [k for k in self.seen if k.startswith(f"{name}-{index}-")]:
                self.seen[f"{name}-{to}-" + key.split("-", 2)[2]] = self.seen.pop(key)
            self._renumber_faults(name, index, to)

    def _renumber_faults(self, name: str, index: int, to: int) -> None:
        start, new = f"/{name}/{index}/", f"/{name}/{to}/"
        self.faults = [
            Fault(new + fault.pointer.removeprefix(start), fault.code, fault.params)
            if fault.pointer.startswith(start) else fault
            for fault in self.faults
        ]

    def _forget_row(self, name: str, index: int) -> None:
        for key in [k for k in self.seen if k.startswith(f"{name}-{index}-")]:
            del self.seen[key]


def _places(field: Any, name: str) -> int | None:
    """Decimals between the unit that is typed and the unit that is kept; None: typed as kept."""
    if isinstance(field, f.Amount):
        return _PLACES["minor"]
    if isinstance(field, f.Bps):
        return _PLACES["bps"]
    if isinstance(field, f.Whole) and name.endswith("_us"):
        return _PLACES["rtt"]
    return None
