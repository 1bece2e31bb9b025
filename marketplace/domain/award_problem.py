"""The award-problem/1 of an RFQ, built from plain values (formats.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pricing.award.problem import Line, LotLadder, Problem, Quote
from pricing.award.rules import settle
from pricing.tiers import Ladder, Tier


@dataclass(frozen=True)
class ProblemLine:
    """A line by its reference; `member` is any name that is the same for all its lines."""

    reference: str
    lot: str
    member: str
    mbps: int
    ceiling_minor: int
    outside_option_minor: int


@dataclass(frozen=True)
class ProblemQuote:
    """A carrier's prices by line reference, and its ladders as it sealed them."""

    carrier: str
    prices_minor: dict[str, int]
    ladders: Sequence[dict[str, Any]]


def award_problem(lines: Sequence[ProblemLine], quotes: Sequence[ProblemQuote]) -> dict[str, Any]:
    """The problem of the cheapest award: no rule beyond ceilings and outside options."""
    return {
        "format": "award-problem/1",
        "currency": "CNY",
        "lines": [_line(line) for line in lines],
        "quotes": [
            {
                "carrier": quote.carrier,
                "prices_minor": quote.prices_minor,
                "ladders": [_ladder(ladder) for ladder in quote.ladders],
            }
            for quote in quotes
        ],
    }


def total_if_all_won(lines: Sequence[ProblemLine], quote: ProblemQuote) -> int:
    """The published total: what the carrier charges if it wins every line it prices, in fen."""
    known = {line.lot for line in lines}
    problem = Problem(
        tuple(Line(line.reference, line.lot, line.member, line.mbps) for line in lines),
        (Quote(quote.carrier, quote.prices_minor, _ladders(quote.ladders, known)),),
    )
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
        "diverse_from": None,
    }


def _ladder(ladder: dict[str, Any]) -> dict[str, Any]:
    return {name: ladder[name] for name in ("id", "lots", "measure", "tiers")}


def _ladders(ladders: Sequence[dict[str, Any]], known: set[str]) -> tuple[LotLadder, ...]:
    return tuple(
        LotLadder(
            ladder["id"],
            frozenset(known if ladder["lots"] == "all" else ladder["lots"]),
            Ladder(
                ladder["measure"],
                "whole",
                tuple(Tier(tier["from"], tier["discount_bps"]) for tier in ladder["tiers"]),
            ),
        )
        for ladder in ladders
    )
