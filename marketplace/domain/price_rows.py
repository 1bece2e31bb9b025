"""What must hold of the rows of a price book together, and what only looks odd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from marketplace.domain.price_cliffs import Step, price_cliffs
from marketplace.errors import Fault
from pricing.money import MAX_MINOR
from pricing.terms import line_price

Row = Mapping[str, Any]
Key = tuple[str, str, int, str, int]
KEY = ("corridor", "product", "term_months", "protection", "mbps")


class KnownCorridor(Protocol):
    """As much of a corridor as a row is judged by."""

    @property
    def rtt_floor_us(self) -> int: ...


@dataclass(frozen=True)
class RowSource:
    """Rows as they came: by number, with the faults found in reading and the columns' own names.

    A row with a reading fault lacks the attribute at fault; it is judged by the others.
    """

    rows: Mapping[int, Row]
    faults: Sequence[Fault] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    def fault(self, number: int, attribute: str, code: str, **params: Any) -> Fault:
        column = self.columns.get(attribute, attribute)
        where = {"row": number, "column": column}
        return Fault(f"/rows/{number}/{column}", code, where | params)


def key_of(row: Row) -> Key | None:
    """What a row prices, or None when a part is missing."""
    key = tuple(row.get(name) for name in KEY)
    return None if None in key else (str(key[0]), str(key[1]), key[2], str(key[3]), key[4])  # type: ignore[return-value]


def row_faults(
    source: RowSource, corridors: Mapping[str, KnownCorridor], standing: frozenset[Key]
) -> list[Fault]:
    """Every rule that rows break: corridor known, RTT possible, total in range, keys unique.

    `standing`: the keys of rows that are kept beside these.
    """
    faults = list(source.faults)
    first: dict[Key, int] = {}
    for number, row in source.rows.items():
        faults += _faults_of(source, number, row, corridors)
        key = key_of(row)
        if key in standing:
            faults.append(source.fault(number, "mbps", "row_exists"))
        if key is not None and first.setdefault(key, number) != number:
            faults.append(source.fault(number, "mbps", "duplicate", first=first[key]))
    return faults


def _faults_of(
    source: RowSource, number: int, row: Row, corridors: Mapping[str, KnownCorridor]
) -> Iterator[Fault]:
    code, rtt_us = row.get("corridor"), row.get("rtt_us")
    corridor = corridors.get(code) if code else None
    if code and corridor is None:
        yield source.fault(number, "corridor", "not_known", value=code)
    if corridor and rtt_us is not None and rtt_us < corridor.rtt_floor_us:
        floor_us = corridor.rtt_floor_us
        yield source.fault(number, "rtt_us", "rtt_below_floor", floor_ms=f"{floor_us / 1000:.3f}")
    total = total_of(row)
    if total is not None and total > MAX_MINOR:
        yield source.fault(number, "monthly_minor", "total_too_large")


def total_of(row: Row) -> int | None:
    """One-off and monthly price over the term in fen, or None when a part is missing."""
    parts = [row.get(name) for name in ("one_off_minor", "monthly_minor", "term_months")]
    if None in parts:
        return None
    return line_price(*parts)  # type: ignore[arg-type]


def tier_cliffs(source: RowSource) -> list[Fault]:
    """Rows whose bandwidth costs less over the term than a smaller one: odd, not refused."""
    kin: dict[tuple[Any, ...], list[Step]] = defaultdict(list)
    for number, row in source.rows.items():
        step = Step(row["mbps"], total_of(row) or 0, number)
        kin[tuple(row[name] for name in KEY[:-1])].append(step)
    found = [
        source.fault(step.number, "mbps", "tier_cliff", mbps=step.mbps, smaller=smaller.mbps)
        for steps in kin.values()
        for step, smaller in price_cliffs(steps)
    ]
    return sorted(found, key=lambda f: int(f.params["row"]))
