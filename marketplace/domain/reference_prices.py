"""List prices frozen at the opening: per row the lowest among carriers, as a step function."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from pricing.terms import line_price


class RowKey(NamedTuple):
    """What a price row is for, bandwidth apart."""

    corridor_id: UUID
    product: str
    term_months: int
    protection: str


@dataclass(frozen=True)
class CarrierRow:
    """One row of a valid price book of a licensed carrier. Money in fen."""

    row_id: UUID
    carrier_id: UUID
    key: RowKey
    mbps: int
    one_off_minor: int
    monthly_minor: int

    @property
    def price_minor(self) -> int:
        return line_price(self.one_off_minor, self.monthly_minor, self.key.term_months)


@dataclass(frozen=True)
class Step:
    """The lowest price for every bandwidth above the step before, up to `mbps`."""

    key: RowKey
    mbps: int
    price_minor: int
    row_id: UUID


def lowest_steps(rows: Iterable[CarrierRow]) -> list[Step]:
    """The steps of the cheapest offer per key.

    A carrier's price for a bandwidth is that of its row of that bandwidth, else of its next larger
    one; between two bandwidths that any carrier lists, nobody's price changes.
    """
    by_key: dict[RowKey, dict[UUID, list[CarrierRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_key[row.key][row.carrier_id].append(row)
    return [step for key, carriers in by_key.items() for step in _steps_of(key, carriers)]


def _steps_of(key: RowKey, carriers: dict[UUID, list[CarrierRow]]) -> Iterable[Step]:
    ladders = [sorted(rows, key=_order) for rows in carriers.values()]
    for mbps in sorted({row.mbps for rows in ladders for row in rows}):
        best = min(
            (found for rows in ladders if (found := _row_for(rows, mbps)) is not None),
            key=lambda row: (row.price_minor, row.mbps, row.row_id.bytes),
        )
        yield Step(key, mbps, best.price_minor, best.row_id)


def _order(row: CarrierRow) -> tuple[int, int, bytes]:
    """By bandwidth; of a carrier's valid books that price the same, the cheaper row first."""
    return row.mbps, row.price_minor, row.row_id.bytes


def _row_for(rows: list[CarrierRow], mbps: int) -> CarrierRow | None:
    index = bisect_left(rows, mbps, key=lambda row: row.mbps)
    return rows[index] if index < len(rows) else None


class ReferenceTable:
    """The frozen list prices of one group buy, looked up in memory."""

    def __init__(self, steps: Iterable[tuple[RowKey, int, int]]) -> None:
        by_key: dict[RowKey, list[tuple[int, int]]] = defaultdict(list)
        for key, mbps, price_minor in steps:
            by_key[key].append((mbps, price_minor))
        self._steps = {key: sorted(pairs) for key, pairs in by_key.items()}

    def steps(self) -> Iterator[tuple[RowKey, int, int]]:
        """Every row with its bandwidth and list price: what can be bought at all."""
        for key, pairs in self._steps.items():
            yield from ((key, mbps, price_minor) for mbps, price_minor in pairs)

    def list_minor(self, key: RowKey, mbps: int) -> int | None:
        """The list price of a line: the step of its bandwidth, else the next larger; or None."""
        steps = self._steps.get(key, [])
        index = bisect_left(steps, (mbps, -1))
        return steps[index][1] if index < len(steps) else None

    def row_mbps(self, key: RowKey, mbps: int) -> int | None:
        """The bandwidth of the step that a line takes, or None when it has no list price."""
        steps = self._steps.get(key, [])
        index = bisect_left(steps, (mbps, -1))
        return steps[index][0] if index < len(steps) else None

    def largest_mbps(self, key: RowKey) -> int | None:
        """The largest bandwidth with a price for this key, or None when the key has none."""
        steps = self._steps.get(key)
        return steps[-1][0] if steps else None
