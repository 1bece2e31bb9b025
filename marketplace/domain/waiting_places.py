"""Who of the waiting list may take which declined line's place: in the order of waiting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

Row = tuple[Any, ...]
"Corridor, product, term, protection, and the bandwidth of the reference row"


@dataclass(frozen=True)
class FreePlace:
    """A declined line's place: its row, the award's price, and what the quote promises there."""

    line_id: UUID
    row: Row
    price_minor: int
    row_mbps: int
    "the bandwidth that the carrier's price is for"
    rtt_us: int
    availability_bps: int
    delivered_on: date


@dataclass(frozen=True)
class Wish:
    """What a waiting company wants, and the most that it would pay for the term."""

    entry_id: UUID
    row: Row
    mbps: int
    limit_minor: int | None
    rtt_limit_us: int | None
    availability_bps: int
    wanted_on: date


def fits(wish: Wish, place: FreePlace) -> bool:
    """Whether the place is of the wish's row, within its limit, and meets its demands."""
    return (
        wish.row == place.row
        and wish.mbps <= place.row_mbps
        and (wish.limit_minor is None or place.price_minor <= wish.limit_minor)
        and (wish.rtt_limit_us is None or place.rtt_us <= wish.rtt_limit_us)
        and place.availability_bps >= wish.availability_bps
        and place.delivered_on <= wish.wanted_on
    )


def places_for(wishes: Iterable[Wish], places: Iterable[FreePlace]) -> Mapping[UUID, FreePlace]:
    """By waiting entry, the place it may take: the first in line gets the cheapest that fits."""
    free = sorted(places, key=lambda place: (place.price_minor, place.line_id))
    given: dict[UUID, FreePlace] = {}
    for wish in wishes:
        place = next((place for place in free if fits(wish, place)), None)
        if place is not None:
            given[wish.entry_id] = place
            free.remove(place)
    return given
