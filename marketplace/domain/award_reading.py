"""What an award says to people: shares of the winners, who wins what, why a line is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pricing.money import discounted
from pricing.tiers import Ladder, Tier


class LeftOut(StrEnum):
    """Why a line stays unserved."""

    NOT_QUOTED = "not_quoted"
    ABOVE_CEILING = "above_ceiling"
    OUTSIDE_CHEAPER = "outside_cheaper"
    TOTAL = "total"


@dataclass(frozen=True)
class Why:
    """The reason, with the best offer at the volumes awarded plus this line."""

    reason: LeftOut
    carrier: str | None = None
    offer_minor: int | None = None


@dataclass
class Share:
    """What one carrier wins; `carrier` None: what is left out."""

    carrier: str | None
    lines: int = 0
    mbps: int = 0
    price_minor: int = 0
    lots: set[str] = field(default_factory=set)

    def add(self, line: dict[str, Any], price_minor: int | None) -> None:
        self.lines += 1
        self.mbps += line["mbps"]
        self.price_minor += price_minor or 0
        self.lots.add(line["lot"])


@dataclass(frozen=True)
class Reading:
    """Winners with the largest first, shares by lot in the same order, reasons by line."""

    winners: list[Share]
    by_lot: dict[str, list[Share]]
    left_out: dict[str, Why]


def read_award(problem: dict[str, Any], result: dict[str, Any]) -> Reading:
    """The reading of an award-result/1 with its award-problem/1."""
    shares, by_lot = read_shares(problem, result)
    won = [share for share in shares if share.carrier is not None]
    assigned = {row["line"]: row for row in result["assignments"]}
    return Reading(won, by_lot, _left_out(problem, assigned))


def read_shares(
    problem: dict[str, Any], result: dict[str, Any]
) -> tuple[list[Share], dict[str, list[Share]]]:
    """Who wins what in all, the largest first and what nobody wins last; and so by lot."""
    lines = {line["id"]: line for line in problem["lines"]}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in result["assignments"]:
        rows[lines[row["line"]]["lot"]].append(row)
    shares = _shares(lines, result["assignments"])
    order = {share.carrier: at for at, share in enumerate(shares)}
    by_lot = {
        lot: sorted(_shares(lines, rows[lot]), key=lambda share: order[share.carrier])
        for lot in sorted(rows)
    }
    return shares, by_lot


def _shares(lines: dict[str, dict[str, Any]], assigned: Iterable[dict[str, Any]]) -> list[Share]:
    """By what is won, the largest first; what nobody wins last."""
    shares: dict[str | None, Share] = {}
    for row in assigned:
        share = shares.setdefault(row["carrier"], Share(row["carrier"]))
        share.add(lines[row["line"]], row["price_minor"])
    return sorted(
        shares.values(), key=lambda s: (s.carrier is None, -s.price_minor, s.carrier or "")
    )


def _left_out(problem: dict[str, Any], assigned: dict[str, dict[str, Any]]) -> dict[str, Why]:
    unserved = [line for line in problem["lines"] if assigned[line["id"]]["carrier"] is None]
    if not unserved:
        return {}
    won = _won_by_ladder(problem, assigned)
    return {line["id"]: _why(line, problem["quotes"], won) for line in unserved}


def _why(
    line: dict[str, Any], quotes: Iterable[dict[str, Any]], won: dict[tuple[str, str], int]
) -> Why:
    offers = [
        (_offer(line, quote, won), str(quote["carrier"]))
        for quote in quotes
        if line["id"] in quote["prices_minor"]
    ]
    if not offers:
        return Why(LeftOut.NOT_QUOTED)
    offer, carrier = min(offers)
    ceiling, outside = line["ceiling_minor"], line["outside_option_minor"]
    if ceiling is not None and offer > ceiling:
        return Why(LeftOut.ABOVE_CEILING, carrier, offer)
    if outside is not None and offer >= outside:
        return Why(LeftOut.OUTSIDE_CHEAPER, carrier, offer)
    return Why(LeftOut.TOTAL, carrier, offer)


def _offer(line: dict[str, Any], quote: dict[str, Any], won: dict[tuple[str, str], int]) -> int:
    """The carrier's price for the line on top of what it has won, in fen."""
    price = int(quote["prices_minor"][line["id"]])
    for ladder in quote.get("ladders") or ():
        if _covers(ladder, line["lot"]):
            volume = won[quote["carrier"], ladder["id"]]
            volume += _amount(ladder["measure"], line, price)
            return discounted(price, _ladder(ladder).tier_at(volume).discount_bps)
    return price


def _won_by_ladder(
    problem: dict[str, Any], assigned: dict[str, dict[str, Any]]
) -> dict[tuple[str, str], int]:
    """By carrier and ladder, the volume that its awarded lines make."""
    volumes: dict[tuple[str, str], int] = Counter()
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in problem["lines"]:
        held[assigned[line["id"]]["carrier"]].append(line)
    for quote in problem["quotes"]:
        for ladder in quote.get("ladders") or ():
            volumes[quote["carrier"], ladder["id"]] += sum(
                _amount(ladder["measure"], line, quote["prices_minor"][line["id"]])
                for line in held[quote["carrier"]]
                if _covers(ladder, line["lot"])
            )
    return volumes


def _covers(ladder: dict[str, Any], lot: str) -> bool:
    return ladder["lots"] == "all" or lot in ladder["lots"]


def _amount(measure: str, line: dict[str, Any], price: int) -> int:
    return {"lines": 1, "mbps": int(line["mbps"]), "spend": price}[measure]


def _ladder(ladder: dict[str, Any]) -> Ladder:
    tiers = tuple(Tier(tier["from"], tier["discount_bps"]) for tier in ladder["tiers"])
    return Ladder(ladder["measure"], "whole", tiers)
