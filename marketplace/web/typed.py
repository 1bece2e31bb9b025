"""What a reader typed into a form that was refused, and what was wrong with it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from flask import g, request
from flask_babel import gettext
from markupsafe import Markup

from marketplace.errors import Fault
from marketplace.i18n.sentences import sentence
from marketplace.web.language import spoken

ONCE = "_once"
"Hidden field: the same form sent twice acts once"
ASK = "_ask"
"Hidden field: the question before a grave act, empty once a script has asked it"
TYPED = "_typed"
"Hidden field beside it, of a form in which something is typed: a no keeps that"
ROW = re.compile(r"0|[1-9]\d{0,4}", re.ASCII)
"The number of a repeated row, as scripts and templates write it"
MOST_SHOWN = 5_000
"rows of a list on a page: as many as the longest list that may be saved"


class Typed:
    """Values by field name, faults by field name; empty on a page shown for the first time.

    `mark` tells the fields of a form from those of the forms beside it.
    """

    def __init__(
        self,
        values: Mapping[str, str] | None = None,
        faults: Iterable[Fault] = (),
        mark: str = "",
    ) -> None:
        self.values = values
        self.mark = mark
        self.by_field: dict[str, list[Fault]] = {}
        for fault in faults:
            name = "" if "row" in fault.params else field_name(fault.pointer)
            self.by_field.setdefault(name, []).append(fault)

    def key(self, name: str) -> str:
        """What the ids of this field on the page are made of."""
        return f"{self.mark}-{name}" if self.mark else name

    def value(self, name: str, default: Any = "") -> Any:
        """As typed in the form that was sent, else what the thing has now."""
        held = "" if default is None else default
        return held if self.values is None else self.values.get(name, held)

    def checked(self, name: str, default: bool = False) -> bool:
        return default if name not in (self.values or {}) else bool(self.value(name))

    def is_new(self, row: str) -> bool:
        """Whether the row `prefix-N` was only just asked for, with nothing typed in it."""
        return f"{row}-" in (self.values or {})

    def faults(self, name: str) -> list[str]:
        """Sentences about this field or anything inside it that has no field of its own."""
        return [worded(fault) for fault in self.by_field.get(name, [])]

    def faults_found(self) -> list[Fault]:
        return [fault for faults in self.by_field.values() for fault in faults]

    def all(self) -> list[tuple[str, str]]:
        """Field name and sentence of every fault, in the order found."""
        return [(name, placed(f)) for name, faults in self.by_field.items() for f in faults]

    def of_rows(self) -> list[tuple[int, str, str]]:
        """Row, column and sentence of everything that is wrong in a sheet, in the sheet's order."""
        found = [fault for fault in self.by_field.get("", []) if "row" in fault.params]
        told = [(int(f.params["row"]), str(f.params.get("column", "–")), worded(f)) for f in found]
        return sorted(told, key=lambda one: one[0])

    def rows(self, prefix: str, least: int = 0) -> list[int]:
        """Numbers of the repeated rows `prefix-N-...` as typed, at least `least` of them.

        Of a form that nobody would type, the first MOST_SHOWN.
        """
        found = sorted(numbers_of(self.values or {}, prefix))[:MOST_SHOWN]
        spare = (number for number in count() if number not in found)
        return sorted([*found, *islice(spare, max(0, least - len(found)))])


def numbers_of(values: Mapping[str, str], prefix: str) -> set[int]:
    """The numbers N of the fields `prefix-N-...`, as few as were sent however large they are."""
    start = f"{prefix}-"
    parts = {name[len(start) :].split("-")[0] for name in values if name.startswith(start)}
    return {int(part) for part in parts if ROW.fullmatch(part)}


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


def sent_to(address: str) -> bool:
    """Whether what was typed was sent there."""
    return typed().values is not None and request.script_root + request.path == address


def own_fields(address: str, mark: str, caller: Callable[[], Markup]) -> Markup:
    """The fields of a form beside others: they show what was sent to this address and no other.

    Their ids bear the mark, but for those of the form that was sent, to which faults point.
    """
    if sent_to(address):
        return caller()
    with nothing_typed(mark):
        return caller()


@contextmanager
def nothing_typed(mark: str = "") -> Iterator[None]:
    """Within it forms are as on a page shown for the first time, whoever asks."""
    held = typed()
    g.typed = Typed(mark=mark)
    try:
        yield
    finally:
        g.typed = held


def once() -> str:
    """A fresh value for the hidden field that makes sending twice safe."""
    return secrets.token_hex(16)
