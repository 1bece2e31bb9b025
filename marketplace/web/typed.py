"""What a reader typed into a form that was refused, and what was wrong with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from flask import g
from flask_babel import gettext

from marketplace.errors import Fault
from marketplace.i18n.sentences import sentence
from marketplace.web.language import spoken

ONCE = "_once"
"Hidden field: the same form sent twice acts once"


class Typed:
    """Values by field name, faults by field name; empty on a page shown for the first time."""

    def __init__(self, values: Mapping[str, str] | None = None, faults: Iterable[Fault] = ()):
        self.values = values
        self.by_field: dict[str, list[Fault]] = {}
        for fault in faults:
            name = "" if "row" in fault.params else field_name(fault.pointer)
            self.by_field.setdefault(name, []).append(fault)

    def value(self, name: str, default: Any = "") -> Any:
        """As typed in the form that was sent, else what the thing has now."""
        held = "" if default is None else default
        return held if self.values is None else self.values.get(name, held)

    def checked(self, name: str, default: bool = False) -> bool:
        return default if name not in (self.values or {}) else bool(self.value(name))

    def faults(self, name: str) -> list[str]:
        """Sentences about this field or anything inside it that has no field of its own."""
        return [worded(fault) for fault in self.by_field.get(name, [])]

    def all(self) -> list[tuple[str, str]]:
        """Field name and sentence of every fault, in the order found."""
        return [(name, placed(f)) for name, faults in self.by_field.items() for f in faults]

    def rows(self, prefix: str, least: int = 0) -> list[int]:
        """Indexes of the repeated rows `prefix-N-...` as typed, at least `least` of them."""
        start = prefix + "-"
        parts = {
            name[len(start) :].split("-")[0] for name in self.values or () if name.startswith(start)
        }
        found = {int(part) for part in parts if part.isdigit() and len(part) < 6}
        return list(range(max(max(found) + 1 if found else 0, least)))


def worded(fault: Fault) -> str:
    return sentence(fault.code, fault.params, spoken())


def placed(fault: Fault) -> str:
    """The sentence with the row and column of a sheet, or the line of a form, before it."""
    if "row" in fault.params:
        return gettext(
            "Row %(row)s, column %(column)s: %(text)s",
            row=fault.params["row"],
            column=fault.params.get("column", "–"),
            text=worded(fault),
        )
    parts = fault.pointer.split("/")
    if len(parts) > 2 and parts[2].isdigit():
        return gettext("Entry %(number)s: %(text)s", number=int(parts[2]) + 1, text=worded(fault))
    return worded(fault)


def field_name(pointer: str) -> str:
    """`/lines/0/mbps` as the form calls it: `lines-0-mbps`."""
    return pointer.strip("/").replace("/", "-")


def show_again(values: Mapping[str, str], faults: Iterable[Fault]) -> None:
    g.typed = Typed(getattr(g, "form_values", None) or values, faults)


def typed() -> Typed:
    """Of this request."""
    held: Typed = g.get("typed") or Typed()
    return held


def once() -> str:
    """A fresh value for the hidden field that makes sending twice safe."""
    return secrets.token_hex(16)
