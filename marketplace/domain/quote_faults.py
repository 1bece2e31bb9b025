"""What can be wrong with a quote against its RFQ: every fault at once, by JSON pointer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from marketplace.domain.price_cliffs import Step, price_cliffs
from marketplace.domain.products import Product, may_sell
from marketplace.domain.quote_pricing import WantedLine, delivered_on
from marketplace.domain.quote_volume_faults import volume_faults
from marketplace.errors import Fault
from pricing.money import MAX_MINOR
from pricing.terms import line_price

VALID_DAYS = 30
"a quote holds at least so long after the due day"
ROW_KEY = ("corridor", "product", "term_months", "protection", "mbps")


@dataclass(frozen=True)
class QuoteFrame:
    """What the RFQ and the carrier's licences allow a quote to say."""

    lots: frozenset[str]
    "codes such as SHA-HKG/IPLC"
    rtt_floors_us: Mapping[str, int]
    "by corridor code"
    scopes: frozenset[str]
    due_on: date
    lines: Mapping[str, WantedLine] = field(default_factory=dict)
    "what is asked for, by reference"


def lot_code(corridor: str, product: Product | str) -> str:
    return f"{corridor}/{product}"


def quote_faults(document: Mapping[str, Any], frame: QuoteFrame) -> list[Fault]:
    """Every rule that the quote breaks; an empty list for a quote that may be sealed."""
    return [
        *_validity_faults(document["valid_until"], frame),
        *_price_faults(document, frame),
        *volume_faults(document, frame.lots, frame.lines),
    ]


def _validity_faults(valid_until: date, frame: QuoteFrame) -> Iterator[Fault]:
    least = frame.due_on + timedelta(days=VALID_DAYS)
    if valid_until < least:
        yield Fault("/valid_until", "quote_validity_short", {"least": least.isoformat()})


def _price_faults(document: Mapping[str, Any], frame: QuoteFrame) -> Iterator[Fault]:
    rows, lines = document.get("rate_rows") or [], document.get("line_prices") or []
    if not rows and not lines:
        yield Fault("/rate_rows", "quote_without_prices")
    yield from _row_faults(rows, frame)
    yield from _cliff_faults(rows)
    yield from _line_faults(lines, frame)


def _row_faults(rows: list[dict[str, Any]], frame: QuoteFrame) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], int] = {}
    for at, row in enumerate(rows):
        pointer = f"/rate_rows/{at}"
        earlier = first.setdefault(tuple(row[name] for name in ROW_KEY), at)
        if earlier != at:
            yield Fault(pointer, "duplicate", {"first": earlier + 1})
        lot = lot_code(row["corridor"], row["product"])
        if lot not in frame.lots:
            yield Fault(f"{pointer}/corridor", "lot_not_asked", {"lot": lot})
        elif not may_sell(frame.scopes, row["product"]):
            params = {"product": row["product"]}
            yield Fault(f"{pointer}/product", "licence_not_for_product", params)
        yield from _offer_faults(row, pointer, row["corridor"], row["term_months"], frame)


def _cliff_faults(rows: list[dict[str, Any]]) -> Iterator[Fault]:
    """More bandwidth for less in total: who wants less would pay more; one price is wrong."""
    steps: dict[tuple[Any, ...], list[Step]] = defaultdict(list)
    for at, row in enumerate(rows):
        total = line_price(row["one_off_minor"], row["monthly_minor"], row["term_months"])
        steps[tuple(row[name] for name in ROW_KEY[:-1])].append(Step(row["mbps"], total, at))
    for kin in steps.values():
        for step, smaller in price_cliffs(kin):
            params = {"mbps": step.mbps, "smaller": smaller.mbps}
            yield Fault(f"/rate_rows/{step.number}/monthly_minor", "rate_cliff", params)


def _line_faults(prices: list[dict[str, Any]], frame: QuoteFrame) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for at, price in enumerate(prices):
        pointer, reference = f"/line_prices/{at}", price["reference"]
        earlier = first.setdefault(reference, at)
        if earlier != at:
            yield Fault(f"{pointer}/reference", "duplicate", {"first": earlier + 1})
        line = frame.lines.get(reference)
        if line is None:
            yield Fault(f"{pointer}/reference", "line_not_asked", {"line": reference})
            continue
        if not may_sell(frame.scopes, Product(line.key.product)):
            params = {"product": line.key.product}
            yield Fault(f"{pointer}/reference", "licence_not_for_product", params)
        yield from _offer_faults(price, pointer, line.key.corridor, line.key.term_months, frame)
        yield from _misses(price, pointer, line, frame.due_on)


def _offer_faults(
    offer: Mapping[str, Any], pointer: str, corridor: str, months: int, frame: QuoteFrame
) -> Iterator[Fault]:
    """What no price may promise: a signal faster than light in fibre, a price beyond counting."""
    floor = frame.rtt_floors_us.get(corridor, 0)
    if offer["rtt_us"] < floor:
        yield Fault(f"{pointer}/rtt_us", "rtt_below_floor", {"floor_ms": f"{floor / 1000:.3f}"})
    if line_price(offer["one_off_minor"], offer["monthly_minor"], months) > MAX_MINOR:
        yield Fault(f"{pointer}/monthly_minor", "term_price_too_high", {"most": MAX_MINOR})


def _misses(
    price: Mapping[str, Any], pointer: str, line: WantedLine, due_on: date
) -> Iterator[Fault]:
    """Where a price for one line does not meet the line: it could never count."""
    if line.rtt_limit_us is not None and price["rtt_us"] > line.rtt_limit_us:
        most = f"{line.rtt_limit_us / 1000:.3f}"
        yield Fault(f"{pointer}/rtt_us", "line_rtt_missed", {"most_ms": most})
    if price["availability_bps"] < line.availability_bps:
        least = f"{line.availability_bps / 100:.2f}"
        yield Fault(f"{pointer}/availability_bps", "line_availability_missed", {"least": least})
    if delivered_on(due_on, price["delivery_days"]) > line.wanted_on:
        most_days = (line.wanted_on - due_on).days
        params = {"wanted_on": line.wanted_on.isoformat(), "most": max(most_days, 0)}
        yield Fault(f"{pointer}/delivery_days", "line_delivery_missed", params)
