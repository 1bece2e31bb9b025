"""Negative lists of free-trade zones: a dated data file that people load by hand.

The items of a list are taken from the official publication, never made up. The file that comes
with the marketplace is empty: then nothing can be told inside or outside by machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.domain.compliance.words import Text

FORMAT = "ftz-lists/1"
PROCEDURES = (
    "security_assessment",
    "standard_contract",
    "certification",
    "standard_contract_or_certification",
)
EMPTY = Text(
    "没有载入该日有效的自贸试验区负面清单。请从官方发布（网信办负面清单专栏）取得清单，人工录入数据文件。",
    "No negative list in force on that day is loaded. Take it from the official publication (CAC page of negative lists) and enter it in the data file by hand.",
)


class BadLists(ValueError):
    """The data file breaks its format; one line per fault."""


@dataclass(frozen=True)
class ListItem:
    """One entry: what data, in which sector and scenario, under which procedure."""

    sector: str
    scenario: str
    item: str
    procedure: str


@dataclass(frozen=True)
class NegativeList:
    """An edition, in force on the days in_force_from <= day < replaced_on."""

    zone: str
    edition: str
    in_force_from: date
    replaced_on: date | None
    loaded_on: date
    address: str
    items: tuple[ListItem, ...]

    def in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.replaced_on is None or on < self.replaced_on)


def lists_of(document: Any) -> tuple[NegativeList, ...]:
    """The lists of a data file; raises BadLists with every fault."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise BadLists(f"/format: must be {FORMAT}")
    entries = document.get("lists")
    if not isinstance(entries, list):
        raise BadLists("/lists: must be a list")
    faults = [fault for at, entry in enumerate(entries) for fault in _faults(entry, f"/lists/{at}")]
    if faults:
        raise BadLists("\n".join(faults))
    return tuple(_list(entry) for entry in entries)


def edition_on(lists: tuple[NegativeList, ...], zone: str, on: date) -> NegativeList | None:
    """The edition of the zone's list in force on that day; None when none is loaded."""
    return next((one for one in lists if one.zone == zone and one.in_force(on)), None)


def _faults(entry: Any, path: str) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield f"{path}: must be an object"
        return
    for name in ("zone", "edition", "address"):
        if not isinstance(entry.get(name), str) or not entry[name]:
            yield f"{path}/{name}: must be a text"
    for name in ("in_force_from", "loaded_on"):
        if _day(entry.get(name)) is None:
            yield f"{path}/{name}: must be a date"
    if entry.get("replaced_on") is not None and _day(entry["replaced_on"]) is None:
        yield f"{path}/replaced_on: must be a date or null"
    items = entry.get("items")
    if not isinstance(items, list) or not items:
        yield f"{path}/items: must be a list that is not empty"
        return
    for at, item in enumerate(items):
        yield from _item_faults(item, f"{path}/items/{at}")


def _item_faults(item: Any, path: str) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield f"{path}: must be an object"
        return
    for name in ("sector", "scenario", "item"):
        if not isinstance(item.get(name), str) or not item[name]:
            yield f"{path}/{name}: must be a text"
    if item.get("procedure") not in PROCEDURES:
        yield f"{path}/procedure: must be one of {', '.join(PROCEDURES)}"


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _list(entry: Mapping[str, Any]) -> NegativeList:
    replaced = entry.get("replaced_on")
    return NegativeList(
        zone=entry["zone"],
        edition=entry["edition"],
        in_force_from=date.fromisoformat(entry["in_force_from"]),
        replaced_on=None if replaced is None else date.fromisoformat(replaced),
        loaded_on=date.fromisoformat(entry["loaded_on"]),
        address=entry["address"],
        items=tuple(
            ListItem(item["sector"], item["scenario"], item["item"], item["procedure"])
            for item in entry["items"]
        ),
    )
