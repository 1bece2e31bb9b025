"""The award-problem/1 of an RFQ, built from plain values (formats.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pricing.award.problem_file import parse_problem
from pricing.award.rules import settle


@dataclass(frozen=True)
class ProblemLine:
    """A line by its reference; `member` is any name that is the same for all its lines."""

    reference: str
    lot: str
    member: str
    mbps: int
    ceiling_minor: int
    outside_option_minor: int
    diverse_from: str | None = None
    "two carriers: reference of the first line, whose carrier may not win this one"


@dataclass(frozen=True)
class ProblemQuote:
    """A carrier's prices by line reference, and its volume terms as it sealed them."""

    carrier: str
    prices_minor: dict[str, int]
    ladders: Sequence[dict[str, Any]]
    bundles: Sequence[dict[str, Any]] = ()
    minimum_award: dict[str, Any] | None = None
    capacities: Sequence[dict[str, Any]] = ()


def award_problem(lines: Sequence[ProblemLine], quotes: Sequence[ProblemQuote]) -> dict[str, Any]:
    """The problem of the cheapest award: no rule beyond ceilings and outside options."""
    lots = {line.lot for line in lines}
    return {
        "format": "award-problem/1",
        "currency": "CNY",
        "lines": [_line(line) for line in lines],
        "quotes": [_quote(quote, lots) for quote in quotes],
    }


def total_if_all_won(lines: Sequence[ProblemLine], quote: ProblemQuote) -> int:
    """The published total: what the carrier charges if it wins every line it prices, in fen."""
    problem = parse_problem(award_problem(lines, [quote]))
    won = [quote.carrier if line.reference in quote.prices_minor else None for line in lines]
    return sum(price for price in settle(problem, won).prices if price is not None)


def _line(line: ProblemLine) -> dict[str, Any]:
    return {
        "id": line.reference,
        "lot": line.lot,
        "member": line.member,
        "mbps": line.mbps,
        "ceiling_minor": line.ceiling_minor,
        "outside_option_minor": line.outside_option_minor,
        "diverse_from": line.diverse_from,
    }


def _quote(quote: ProblemQuote, lots: set[str]) -> dict[str, Any]:
    return {
        "carrier": quote.carrier,
        "prices_minor": quote.prices_minor,
        "ladders": _within(lots, quote.ladders, "id", "lots", "measure", "tiers"),
        "bundles": _within(lots, quote.bundles, "id", "lots", "discount_bps"),
        "minimum_award": quote.minimum_award,
        "capacities": _within(lots, quote.capacities, "lots", "measure", "at_most"),
    }


def _within(
    lots: set[str], documents: Sequence[dict[str, Any]], *names: str
) -> list[dict[str, Any]]:
    """These fields of each; a lot whose lines were all released is no lot of the problem."""
    kept = []
    for document in documents:
        named = document["lots"]
        left = named if named == "all" else [lot for lot in named if lot in lots]
        if left:
            kept.append({name: document[name] for name in names} | {"lots": left})
    return kept
