"""What the checks of a typed quote say: the place, the lots or lines it is about, the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from marketplace.domain.quote_advice import Check, Level
from marketplace.domain.quote_pricing import Gap
from marketplace.errors import Fault
from marketplace.web.figures import milliseconds_input, number, percent_input, yuan
from marketplace.web.quote_reading import TypedQuote
from marketplace.web.typed import worded
from marketplace.web.words import word

MOST_NAMED = 8
"lines or lots by name; more are counted"
ROW = re.compile(r"(rate_rows|ladders|bundles|capacities)-(\d+)")
ROWS = {
    "rate_rows": _("Rates, row %(number)s"),
    "ladders": _("Ladder %(number)s"),
    "bundles": _("Bundle %(number)s"),
    "capacities": _("Limit %(number)s"),
}
CELLS = {
    "corridor": _("Corridor"),
    "product": _("Product"),
    "term_months": _("Months"),
    "protection": _("Protection"),
    "mbps": "Mbps",
    "one_off_minor": _("One-off, yuan"),
    "monthly_minor": _("Monthly, yuan"),
    "rtt_us": _("Round trip, ms"),
    "availability_bps": _("Availability, %%"),
    "delivery_days": _("Delivery, days"),
    "discount_bps": _("Discount in percent"),
    "from": _("From"),
    "valid_until": _("The quote is valid until"),
    "lots": _("Lots"),
    "published_activation_days": _("Time to activation that you publish, days"),
    "repair_hours": _("Time to repair, hours"),
}


@dataclass(frozen=True)
class Said:
    """One check in words; `field`: the cell to mend, as the form that is shown calls it."""

    field: str
    place: str
    about: str
    text: str


@dataclass(frozen=True)
class ChecksSaid:
    """Everything to look at, by how much it matters."""

    missing: list[Said]
    "not filled in yet"
    refused: list[Said]
    warned: list[Said]
    noted: list[Said]

    @property
    def ready(self) -> bool:
        return not self.missing and not self.refused


def checks_said(typed: TypedQuote, checks: Iterable[Check], *, in_form: bool) -> ChecksSaid:
    """The faults of reading and the checks, each at its field in the form sent or shown next."""
    of_terms = [replace(c, fault=_moved(c.fault, typed)) for c in checks]
    faults = [Check(Level.REFUSAL, fault) for fault in typed.faults]
    by_level: dict[str, list[Said]] = {}
    for check in [*faults, *of_terms]:
        blank = check.fault.code == "field_required"
        said = _said(check, typed if in_form else None)
        by_level.setdefault("missing" if blank else str(check.level), []).append(said)
    return ChecksSaid(*(by_level.get(name, []) for name in ("missing", *Level)))


def shown_faults(typed: TypedQuote, checks: Iterable[Check]) -> list[Fault]:
    """The refusals, for beside their fields."""
    refused = [_moved(c.fault, typed) for c in checks if c.level == Level.REFUSAL]
    return [f for f in [*typed.faults, *refused] if f.code != "field_required"]


def _moved(fault: Fault, typed: TypedQuote) -> Fault:
    return Fault(typed.loaded(fault.pointer), fault.code, fault.params)


def _said(check: Check, sent: TypedQuote | None) -> Said:
    pointer = check.fault.pointer
    shown = pointer.strip("/").replace("/", "-")
    field = sent.name(pointer) if sent else shown
    text = worded(replace(check.fault, params=_in_words(check.fault)))
    return Said(re.sub(r"-lots-\d+$", "-lots", field), _place(shown), named(check.about), text)


def _place(field: str) -> str:
    parts = []
    if row := ROW.match(field):
        parts.append(str(ROWS[row[1]]) % {"number": int(row[2]) + 1})
    cell = field.rpartition("-")[2]
    if field.startswith("statement"):
        parts.append(gettext("What you state with it"))
    if cell in CELLS:
        parts.append(str(CELLS[cell]).replace("%%", "%"))
    return " · ".join(parts)


def named(names: Sequence[str]) -> str:
    """A few of them, and how many more there are."""
    left = len(names) - MOST_NAMED
    said = ", ".join(names[:MOST_NAMED])
    if left <= 0:
        return said
    return said + " " + ngettext("and one more", "and %(num)s more", left)


def _in_words(fault: Fault) -> dict[str, Any]:
    """The parameters with codes as words and figures in their units."""
    params = dict(fault.params)
    if "protection" in params:
        params["protection"] = word("protection", params["protection"])
    if (measure := params.get("measure")) is not None:
        params["measure"] = "Mbps" if measure == "mbps" else word("measure", measure)
        for name in ("low", "bound", "most"):
            if name in params:
                params[name] = yuan(params[name]) if measure == "spend" else number(params[name])
    units = {Gap.RTT: milliseconds_input, Gap.AVAILABILITY: percent_input}
    if fault.code in units:
        params["most"] = units[Gap(fault.code)](params["most"])
    return params
