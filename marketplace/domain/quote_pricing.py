"""What a quote asks for each line: its own price, else the rate row of its bandwidth or above."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from pricing.terms import line_price


class Gap(StrEnum):
    """Why a line has no price."""

    NO_LICENCE = "line_without_licence"
    NO_ROW = "line_without_row"
    TOO_SMALL = "line_above_rows"
    RTT = "row_misses_rtt"
    AVAILABILITY = "row_misses_availability"
    DELIVERY = "row_misses_delivery"


class RateKey(NamedTuple):
    """What a rate row is for, bandwidth apart; the corridor by its code."""

    corridor: str
    product: str
    term_months: int
    protection: str


@dataclass(frozen=True)
class RateRow:
    """One row of a sealed rate card. Money in fen, tax-exclusive."""

    key: RateKey
    mbps: int
    one_off_minor: int
    monthly_minor: int
    rtt_us: int
    availability_bps: int
    delivery_days: int


@dataclass(frozen=True)
class WantedLine:
    """What a line demands of a row."""

    line_id: UUID
    key: RateKey
    mbps: int
    rtt_limit_us: int | None
    availability_bps: int
    wanted_on: date
    reference: str = ""
    "by which the RFQ and a price for this line alone name it"


@dataclass(frozen=True)
class LinePricing:
    """The row that a line took; `price_minor` = one-off + monthly x months, before any ladder."""

    line_id: UUID
    row: RateRow
    price_minor: int


def delivered_on(due_on: date, delivery_days: int) -> date:
    """The day a row promises delivery: counted from the day the quotes are due.

    The contract's day is not known when a carrier quotes; the due day is the same for all.
    """
    return due_on + timedelta(days=delivery_days)


def price_lines(
    rows: Iterable[RateRow],
    lines: Iterable[WantedLine],
    due_on: date,
    own: Mapping[str, RateRow] = MappingProxyType({}),
) -> list[LinePricing]:
    """The lines that are priced, in the order of the lines; the others are left out.

    `own` has prices of single lines by reference; such a price goes before the rate card.
    """
    card: dict[RateKey, list[RateRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.mbps):
        card[row.key].append(row)
    priced = []
    for line in lines:
        taken = own.get(line.reference) or row_for(card.get(line.key, []), line.mbps)
        if taken is not None and meets(taken, line, due_on):
            price = line_price(taken.one_off_minor, taken.monthly_minor, line.key.term_months)
            priced.append(LinePricing(line.line_id, taken, price))
    return priced


def row_for(rows: list[RateRow], mbps: int) -> RateRow | None:
    """The row of that bandwidth, else the next larger; `rows` are of one key, by bandwidth."""
    at = bisect_left(rows, mbps, key=lambda row: row.mbps)
    return rows[at] if at < len(rows) else None


def meets(row: RateRow, line: WantedLine, due_on: date) -> bool:
    """Whether the row's RTT, availability and delivery day are what the line demands."""
    return next(misses(row, line, due_on), None) is None


def misses(row: RateRow, line: WantedLine, due_on: date) -> Iterator[Gap]:
    """What the line demands and the row does not give."""
    if line.rtt_limit_us is not None and row.rtt_us > line.rtt_limit_us:
        yield Gap.RTT
    if row.availability_bps < line.availability_bps:
        yield Gap.AVAILABILITY
    if delivered_on(due_on, row.delivery_days) > line.wanted_on:
        yield Gap.DELIVERY
