"""A line beside the frozen list prices of its group buy: the row it takes, and what is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.domain.pairs import line_protection
from marketplace.domain.reference_prices import RowKey
from marketplace.errors import Fault
from marketplace.services.find_group_buys import FrozenTerms


def key_of(terms: FrozenTerms, line: dict[str, Any]) -> RowKey:
    """The row of the list prices that the line is priced by; its corridor is offered."""
    corridor = terms.corridors[line["corridor"]]
    protection = str(line_protection(line))
    return RowKey(corridor.id, str(line["product"]), line["term_months"], protection)


def line_faults(
    terms: FrozenTerms, line: dict[str, Any], pointer: str, now: datetime
) -> list[Fault]:
    """All that is wrong with the line."""
    if unknown := corridor_fault(terms, line["corridor"], pointer):
        return [unknown]
    corridor = terms.corridors[line["corridor"]]
    faults = []
    limit = line["rtt_limit_us"]
    if limit is not None and limit < corridor.rtt_floor_us:
        floor = {"floor_ms": f"{corridor.rtt_floor_us / 1000:.3f}"}
        faults.append(Fault(f"{pointer}/rtt_limit_us", "rtt_below_floor", floor))
    if line["wanted_on"] <= now.date():
        faults.append(Fault(f"{pointer}/wanted_on", "not_future"))
    unpriced = price_fault(terms, key_of(terms, line), line["mbps"], pointer)
    return [*faults, unpriced] if unpriced else faults


def corridor_fault(terms: FrozenTerms, code: str, pointer: str) -> Fault | None:
    """Why no line of this corridor is taken; None: it is offered."""
    if code in terms.corridors:
        return None
    offered = ", ".join(sorted(terms.corridors))
    return Fault(f"{pointer}/corridor", "corridor_not_offered", {"offered": offered})


def price_fault(terms: FrozenTerms, key: RowKey, mbps: int, pointer: str) -> Fault | None:
    """Why such a line has no list price; None: it has one."""
    largest = terms.references.largest_mbps(key)
    if largest is None:
        return Fault(f"{pointer}/product", "no_list_price")
    if mbps > largest:
        return Fault(f"{pointer}/mbps", "no_list_price_above", {"largest": largest})
    return None
