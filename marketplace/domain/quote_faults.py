"""What can be wrong with a quote against its RFQ: every fault at once, by JSON pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marketplace.domain.ladders import ladder_faults
from marketplace.domain.products import Product, may_sell
from marketplace.errors import Fault
from pricing.money import MAX_MINOR
from pricing.terms import line_price
from pricing.tiers import BrokenLadder, Ladder, Tier

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


def lot_code(corridor: str, product: Product | str) -> str:
    return f"{corridor}/{product}"


def quote_faults(document: Mapping[str, Any], frame: QuoteFrame) -> list[Fault]:
    """Every rule that the quote breaks; an empty list for a quote that may be sealed."""
    return [
        *_validity_faults(document["valid_until"], frame),
        *_row_faults(document["rate_rows"], frame),
        *_ladders_faults(document["ladders"], frame),
    ]


def _validity_faults(valid_until: date, frame: QuoteFrame) -> Iterator[Fault]:
    least = frame.due_on + timedelta(days=VALID_DAYS)
    if valid_until < least:
        yield Fault("/valid_until", "quote_validity_short", {"least": least.isoformat()})


def _row_faults(rows: list[dict[str, Any]], frame: QuoteFrame) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], int] = {}
    for at, row in enumerate(rows):
        pointer = f"/rate_rows/{at}"
        earlier = first.setdefault(tuple(row[name] for name in ROW_KEY), at)
        if earlier != at:
            yield Fault(pointer, "duplicate", {"first": earlier + 1})
        yield from _one_row_faults(row, pointer, frame)


def _one_row_faults(row: dict[str, Any], pointer: str, frame: QuoteFrame) -> Iterator[Fault]:
    lot = lot_code(row["corridor"], row["product"])
    if lot not in frame.lots:
        yield Fault(f"{pointer}/corridor", "lot_not_asked", {"lot": lot})
    elif not may_sell(frame.scopes, row["product"]):
        yield Fault(f"{pointer}/product", "licence_not_for_product", {"product": row["product"]})
    floor = frame.rtt_floors_us.get(row["corridor"], 0)
    if row["rtt_us"] < floor:
        yield Fault(f"{pointer}/rtt_us", "rtt_below_floor", {"floor_ms": f"{floor / 1000:.3f}"})
    if line_price(row["one_off_minor"], row["monthly_minor"], row["term_months"]) > MAX_MINOR:
        yield Fault(f"{pointer}/monthly_minor", "term_price_too_high", {"most": MAX_MINOR})


def _ladders_faults(ladders: list[dict[str, Any]], frame: QuoteFrame) -> Iterator[Fault]:
    names: dict[str, int] = {}
    taken: dict[str, str] = {}
    for at, ladder in enumerate(ladders):
        pointer = f"/ladders/{at}"
        earlier = names.setdefault(ladder["id"], at)
        if earlier != at:
            yield Fault(f"{pointer}/id", "duplicate", {"first": earlier + 1})
        yield from _tier_faults(ladder, pointer)
        yield from _lot_faults(ladder, pointer, frame, taken)


def _tier_faults(ladder: dict[str, Any], pointer: str) -> list[Fault]:
    tiers = tuple(Tier(tier["from"], tier["discount_bps"]) for tier in ladder["tiers"])
    try:
        Ladder(ladder["measure"], "whole", tiers)
    except BrokenLadder as broken:
        return ladder_faults(broken, pointer)
    return []


def _lot_faults(
    ladder: dict[str, Any], pointer: str, frame: QuoteFrame, taken: dict[str, str]
) -> Iterator[Fault]:
    """Lots that the RFQ has not, and lots under two ladders; `taken` gathers lot to ladder."""
    every = ladder["lots"] == "all"
    lots = sorted(frame.lots) if every else ladder["lots"]
    for at, lot in enumerate(lots):
        where = f"{pointer}/lots" if every else f"{pointer}/lots/{at}"
        if lot not in frame.lots:
            yield Fault(where, "lot_not_asked", {"lot": lot})
        elif lot in taken:
            yield Fault(where, "ladders_overlap", {"lot": lot, "other": taken[lot]})
        taken.setdefault(lot, ladder["id"])
