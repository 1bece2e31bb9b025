"""One change to many price rows: which rows it takes, and what becomes of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.errors import Fault
from pricing.money import MAX_MINOR, WHOLE_BPS, half_up
from pricing.terms import line_price

CHANGED = ("one_off_minor", "monthly_minor", "availability_bps", "delivery_days")
PRICES = ("one_off", "monthly")
_WAYS = ("raise_bps", "lower_bps", "raise_minor", "lower_minor")


@dataclass(frozen=True)
class RowChange:
    """What one row was and would be; only CHANGED attributes."""

    row: Mapping[str, Any]
    "the row as it stands, with its id"
    after: Mapping[str, int]

    @property
    def moves(self) -> bool:
        return any(self.row[name] != self.after[name] for name in CHANGED)

    @property
    def before_total_minor(self) -> int:
        return line_price(
            self.row["one_off_minor"], self.row["monthly_minor"], self.row["term_months"]
        )

    @property
    def after_total_minor(self) -> int:
        return line_price(
            self.after["one_off_minor"], self.after["monthly_minor"], self.row["term_months"]
        )


def change_faults(change: Mapping[str, Any]) -> list[Fault]:
    """A change that changes nothing, or one price in two ways."""
    faults = []
    for price in PRICES:
        named = [way for way in _WAYS if change.get(f"{price}_{way}") is not None]
        faults += [Fault(f"/change/{price}_{way}", "one_way_only") for way in named[1:]]
    if all(value is None for value in change.values()):
        faults.append(Fault("/change", "nothing_to_change"))
    return faults


def changed(row: Mapping[str, Any], change: Mapping[str, Any]) -> RowChange:
    """The row after the change; prices half up to the fen, not judged yet."""
    after = {f"{price}_minor": _price(row[f"{price}_minor"], price, change) for price in PRICES}
    for name in ("availability_bps", "delivery_days"):
        given = change.get(name)
        after[name] = row[name] if given is None else given
    return RowChange(row, after)


def _price(minor: int, price: str, change: Mapping[str, Any]) -> int:
    raise_bps, lower_bps, raise_minor, lower_minor = (
        change.get(f"{price}_{way}") or 0 for way in _WAYS
    )
    rate = WHOLE_BPS + raise_bps - lower_bps
    return half_up(minor * rate, WHOLE_BPS) + raise_minor - lower_minor


def row_fault(index: int, change: RowChange) -> Fault | None:
    """What is wrong with the row after the change: a price below zero, or beyond all bounds."""
    least = min(change.after["one_off_minor"], change.after["monthly_minor"])
    row = change.row
    where = {"corridor": row["corridor"], "mbps": row["mbps"], "months": row["term_months"]}
    if least < 0:
        return Fault(f"/rows/{index}", "price_below_zero", where)
    if change.after_total_minor > MAX_MINOR:
        return Fault(f"/rows/{index}", "total_too_large", where)
    return None
