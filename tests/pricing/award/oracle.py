"""The award by trying every assignment, written from the format's words and nothing else."""

from itertools import product
from typing import Any

Doc = dict[str, Any]


def lots_of(problem: Doc, lots: Any) -> set[str]:
    return {line["lot"] for line in problem["lines"]} if lots == "all" else set(lots)


def amount(quote: Doc, line: Doc, measure: str) -> int:
    return {"lines": 1, "mbps": line["mbps"], "spend": quote["prices_minor"].get(line["id"], 0)}[
        measure
    ]


def final_prices(problem: Doc, quote: Doc, won: list[Doc]) -> dict[str, int]:
    rates = {line["id"]: 0 for line in won}
    for ladder in quote.get("ladders") or []:
        inside = [line for line in won if line["lot"] in lots_of(problem, ladder["lots"])]
        volume = sum(amount(quote, line, ladder["measure"]) for line in inside)
        rate = max(
            (tier["from"], tier["discount_bps"])
            for tier in ladder["tiers"]
            if tier["from"] <= volume
        )[1]
        for line in inside:
            rates[line["id"]] += rate
    for bundle in quote.get("bundles") or []:
        lots = lots_of(problem, bundle["lots"])
        if all(line["id"] in rates for line in problem["lines"] if line["lot"] in lots):
            for line in won:
                if line["lot"] in lots:
                    rates[line["id"]] += bundle["discount_bps"]
    return {
        name: (quote["prices_minor"][name] * (10000 - min(10000, rate)) + 5000) // 10000
        for name, rate in rates.items()
    }


def _lines_hold(problem: Doc, chosen: dict[str, str | None], prices: dict[str, int]) -> bool:
    for line in problem["lines"]:
        ceiling, other = line.get("ceiling_minor"), line.get("diverse_from")
        carrier = chosen[line["id"]]
        if carrier is None and line.get("outside_option_minor") is None:
            return False
        if carrier and ceiling is not None and prices[line["id"]] > ceiling:
            return False
        if carrier and other is not None and chosen[other] == carrier:
            return False
    return True


def _quote_holds(problem: Doc, quote: Doc, won: list[Doc]) -> bool:
    minimum = quote.get("minimum_award")
    if won and minimum:
        total = sum(amount(quote, line, minimum["measure"]) for line in won)
        if total < minimum["at_least"]:
            return False
    for capacity in quote.get("capacities") or []:
        lots = lots_of(problem, capacity["lots"])
        part = [amount(quote, line, capacity["measure"]) for line in won if line["lot"] in lots]
        if sum(part) > capacity["at_most"]:
            return False
    return True


def _rules_hold(problem: Doc, won: dict[str, list[Doc]]) -> bool:
    rules = problem.get("rules") or {}
    count = sum(bool(lines) for lines in won.values())
    winners = rules.get("winners") or {}
    if winners.get("at_least") is not None and count < winners["at_least"]:
        return False
    if winners.get("at_most") is not None and count > winners["at_most"]:
        return False
    most = rules.get("winners_per_lot_at_most")
    for lot in lots_of(problem, "all"):
        present = [1 for lines in won.values() if any(line["lot"] == lot for line in lines)]
        if most is not None and len(present) > most:
            return False
    return all(_share_holds(problem, share, won) for share in rules.get("shares") or [])


def _share_holds(problem: Doc, share: Doc, won: dict[str, list[Doc]]) -> bool:
    lots = lots_of(problem, share["lots"])
    size = (lambda line: 1) if share["measure"] == "lines" else (lambda line: line["mbps"])
    whole = sum(size(line) for line in problem["lines"] if line["lot"] in lots)
    for carrier, lines in won.items():
        part = sum(size(line) for line in lines if line["lot"] in lots)
        if share["carrier"] not in ("any", carrier):
            continue
        if share.get("at_most_bps") is not None and part * 10000 > share["at_most_bps"] * whole:
            return False
        if lines and part * 10000 < (share.get("at_least_bps") or 0) * whole:
            return False
    return True


def rank(problem: Doc, chosen: dict[str, str | None]) -> tuple[Any, ...] | None:
    """What the tie rule compares, None when a rule is broken."""
    won: dict[str, list[Doc]] = {quote["carrier"]: [] for quote in problem["quotes"]}
    for line in problem["lines"]:
        if chosen[line["id"]] is not None:
            won[chosen[line["id"]]].append(line)
    prices: dict[str, int] = {}
    for quote in problem["quotes"]:
        if not _quote_holds(problem, quote, won[quote["carrier"]]):
            return None
        prices |= final_prices(problem, quote, won[quote["carrier"]])
    if not _lines_hold(problem, chosen, prices) or not _rules_hold(problem, won):
        return None
    outside = [line for line in problem["lines"] if chosen[line["id"]] is None]
    total = sum(prices.values()) + sum(line["outside_option_minor"] for line in outside)
    order = [(chosen[line["id"]] is None, chosen[line["id"]] or "") for line in problem["lines"]]
    return total, len(outside), sum(bool(lines) for lines in won.values()), order


def every_award(problem: Doc) -> dict[tuple[str | None, ...], tuple[Any, ...]]:
    """Each assignment that obeys every rule, with its rank."""
    names = [line["id"] for line in problem["lines"]]
    choices = [
        [q["carrier"] for q in problem["quotes"] if line["id"] in q["prices_minor"]]
        + [None] * (line.get("outside_option_minor") is not None)
        for line in problem["lines"]
    ]
    found = {}
    for carriers in product(*choices):
        ranked = rank(problem, dict(zip(names, carriers, strict=True)))
        if ranked is not None:
            found[carriers] = ranked
    return found


def best_award(problem: Doc) -> tuple[Any, ...] | None:
    """The rank of the best award and its carriers, None when there is no award."""
    ranked = ((rank, carriers) for carriers, rank in every_award(problem).items())
    return min(ranked, key=lambda pair: pair[0], default=None)
