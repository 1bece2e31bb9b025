"""A carrier's typed quote, finished or not: what of it can be read, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import marshmallow as ma
from werkzeug.datastructures import MultiDict

from marketplace.errors import Fault
from marketplace.schemas.faults import faults_of
from marketplace.schemas.preparation import SealingSchema
from marketplace.schemas.quotes import (
    BundleSchema,
    CapacitySchema,
    LinePriceSchema,
    QuoteLadderSchema,
    RateRowSchema,
)
from marketplace.web.forms import Reader

UNSAVED = frozenset({"csrf_token", "_once", "rfq_version", "draft_mark", "fresh", "to"})
"Fields of the form that are about its sending, not about the quote"
LISTS: Mapping[str, ma.Schema] = {
    "rate_rows": RateRowSchema(),
    "line_prices": LinePriceSchema(),
    "ladders": QuoteLadderSchema(),
    "bundles": BundleSchema(),
    "capacities": CapacitySchema(),
}
SINGLE = SealingSchema().fields


@dataclass(frozen=True)
class TypedQuote:
    """What was typed: the values to keep, the terms that can be read, and the faults of reading."""

    values: dict[str, str]
    terms: dict[str, Any]
    faults: list[Fault]
    places: Mapping[str, list[int]] = field(default_factory=dict)
    "by list of the terms: the number of each readable row among all that were loaded"
    order: Mapping[str, list[int]] = field(default_factory=dict)
    "by list as the form names it: the number in the form of each row that was loaded"

    @property
    def valid_until(self) -> date | None:
        day: date = self.terms["valid_until"]
        return None if day == date.max else day

    @property
    def prices_lines(self) -> bool:
        """Whether anything, right or wrong, is typed as the price of a single line."""
        cells = (name for name in self.values if name.startswith("line_prices-"))
        return any(not name.endswith("-reference") for name in cells)

    def loaded(self, pointer: str) -> str:
        """A pointer into the terms as one into all that were loaded."""
        parts = pointer.split("/")
        if len(parts) > 2 and parts[2].isdigit() and parts[1] in self.places:
            parts[2] = str(self.places[parts[1]][int(parts[2])])
        return "/".join(parts)

    def name(self, pointer: str) -> str:
        """The field at a pointer into what was loaded, as the form that was sent calls it."""
        prefix = ""
        for part in pointer.removeprefix("/").split("/"):
            order = self.order.get(prefix, [])
            known = part.isdigit() and int(part) < len(order)
            step = str(order[int(part)]) if known else part
            prefix = f"{prefix}-{step}" if prefix else step
        return prefix


def read_typed(form: MultiDict[str, str]) -> TypedQuote:
    """Of a form as it was sent, or as `form_of` makes it of what was kept."""
    reader = Reader(form)
    data = reader.read_object(SealingSchema(), "")
    terms, places = _readable(data)
    terms |= {name: _single(name, data) for name in ("firm_down_to_bps", "minimum_award")}
    terms["valid_until"] = _single("valid_until", data) or date.max
    faults = reader.faults + _faults(data, reader)
    return TypedQuote(kept(reader.seen), terms, faults, places, reader.order)


def form_of(values: Mapping[str, str]) -> MultiDict[str, str]:
    """Kept values as a form: lots, kept as one text, are several values of a name again."""
    form: MultiDict[str, str] = MultiDict()
    for name, text in values.items():
        for part in text.split() if name.endswith("-lots") else [text]:
            form.add(name, part)
    return form


def kept(values: Mapping[str, str]) -> dict[str, str]:
    """Of what a form sent, what is worth keeping: no blank cells, nothing about the sending."""
    cells = ("rate_rows-", "line_prices-")
    return {
        name: text
        for name, text in values.items()
        if name not in UNSAVED and (text or not name.startswith(cells))
    }


def _faults(data: dict[str, Any], reader: Reader) -> list[Fault]:
    """What the schema says of what could be read, without repeating what could not."""
    bad = {fault.pointer for fault in reader.faults}
    said = SealingSchema().validate(data)
    return [fault for fault in faults_of(said) if fault.pointer not in bad]


def _readable(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The rows that are whole, and their numbers among all."""
    terms: dict[str, Any] = {}
    places: dict[str, list[int]] = {}
    for name, schema in LISTS.items():
        rows = [(at, _loaded(schema, row)) for at, row in enumerate(data.get(name) or ())]
        terms[name] = [row for _, row in rows if row is not None]
        places[name] = [at for at, row in rows if row is not None]
    return terms, places


def _loaded(schema: ma.Schema, row: Any) -> dict[str, Any] | None:
    try:
        loaded: dict[str, Any] = schema.load(row)
    except ma.ValidationError:
        return None
    return loaded


def _single(name: str, data: Mapping[str, Any]) -> Any:
    """The value of one field; None where it is missing or wrong."""
    try:
        return SINGLE[name].deserialize(data.get(name))
    except ma.ValidationError:
        return None
