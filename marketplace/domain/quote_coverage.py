"""Which lines a quote leaves unpriced, and why each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.domain.products import Product, may_sell
from marketplace.domain.quote_faults import lot_code
from marketplace.domain.quote_pricing import Gap, RateKey, RateRow, WantedLine, misses, row_for
from marketplace.domain.quote_terms import rows_of

Terms = Mapping[str, Any]


@dataclass(frozen=True)
class Uncovered:
    """Lines of one lot that lack a price for one reason; `row`: index of the row that misses."""

    gap: Gap
    key: RateKey
    references: tuple[str, ...]
    row: int | None = None
    most: int | None = None
    "the tightest of what the lines demand, in the unit of the row's field; Mbps if too small"


@dataclass(frozen=True)
class Card:
    """A rate card by key, its rows by bandwidth, each with its index in the document."""

    rows: Mapping[RateKey, Sequence[RateRow]]
    places: Mapping[RateRow, int]


def lines_within(lots: Any, lines: Iterable[WantedLine]) -> list[WantedLine]:
    """The lines of these lots: a list of codes, or "all"."""
    return [
        line
        for line in lines
        if lots == "all" or lot_code(line.key.corridor, line.key.product) in lots
    ]


def card_of(terms: Terms) -> Card:
    rows = rows_of(terms)
    by_key: dict[RateKey, list[RateRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.mbps):
        by_key[row.key].append(row)
    return Card(by_key, {row: at for at, row in reversed(list(enumerate(rows)))})


def uncovered(
    terms: Terms, lines: Collection[WantedLine], scopes: frozenset[str], due_on: date
) -> list[Uncovered]:
    """The lines without a price, by lot and reason, in the order of the lines."""
    card = card_of(terms)
    own = {price["reference"] for price in terms.get("line_prices") or ()}
    found: dict[tuple[Gap, RateKey, int | None], list[WantedLine]] = defaultdict(list)
    for line in lines:
        if line.reference not in own:
            for gap, row in _gaps(card, line, scopes, due_on):
                found[gap, line.key, row].append(line)
    return [_uncovered(gap, key, row, missed, due_on) for (gap, key, row), missed in found.items()]


def _gaps(
    card: Card, line: WantedLine, scopes: frozenset[str], due_on: date
) -> Iterator[tuple[Gap, int | None]]:
    rows = card.rows.get(line.key, ())
    row = row_for(list(rows), line.mbps)
    if row is not None:
        yield from ((gap, card.places[row]) for gap in misses(row, line, due_on))
    elif not may_sell(scopes, Product(line.key.product)):
        yield Gap.NO_LICENCE, None
    elif rows:
        yield Gap.TOO_SMALL, card.places[rows[-1]]
    else:
        yield Gap.NO_ROW, None


def _uncovered(
    gap: Gap, key: RateKey, row: int | None, lines: Sequence[WantedLine], due_on: date
) -> Uncovered:
    references = tuple(line.reference for line in lines)
    return Uncovered(gap, key, references, row, _tightest(gap, lines, due_on))


def _tightest(gap: Gap, lines: Sequence[WantedLine], due_on: date) -> int | None:
    """The one value of the row's field that would serve all of them."""
    if gap == Gap.TOO_SMALL:
        return max(line.mbps for line in lines)
    if gap == Gap.RTT:
        return min(line.rtt_limit_us for line in lines if line.rtt_limit_us is not None)
    if gap == Gap.AVAILABILITY:
        return max(line.availability_bps for line in lines)
    if gap == Gap.DELIVERY:
        return max(min((line.wanted_on - due_on).days for line in lines), 0)
    return None
