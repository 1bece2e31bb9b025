"""An award problem as an award-problem/1 document, the way its reader takes it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pricing.award.problem import Line, LotLadder, Lots, Problem, Quote, Rules

Record = dict[str, Any]


def problem_document(problem: Problem) -> Record:
    """The document; what is not limited is left out."""
    return {
        "format": "award-problem/1",
        "currency": "CNY",
        "lines": [_line(line) for line in problem.lines],
        "quotes": [_quote(quote, problem) for quote in problem.quotes],
        "rules": _rules(problem.rules, problem),
    }


def _present(record: Record) -> Record:
    return {key: value for key, value in record.items() if value is not None}


def _line(line: Line) -> Record:
    return _present(vars(line))


def _lots(lots: Lots, problem: Problem) -> Any:
    return "all" if len(lots) == len(problem.lots) else sorted(lots)


def _quote(quote: Quote, problem: Problem) -> Record:
    def over_lots(part: Any) -> Record:
        return asdict(part) | {"lots": _lots(part.lots, problem)}

    minimum = quote.minimum_award
    record = {
        "carrier": quote.carrier,
        "prices_minor": quote.prices_minor,
        "ladders": [_ladder(ladder, problem) for ladder in quote.ladders],
        "bundles": [over_lots(bundle) for bundle in quote.bundles],
        "minimum_award": None if minimum is None else asdict(minimum),
        "capacities": [over_lots(capacity) for capacity in quote.capacities],
    }
    return _present(record)


def _ladder(ladder: LotLadder, problem: Problem) -> Record:
    return {
        "id": ladder.id,
        "lots": _lots(ladder.lots, problem),
        "measure": ladder.ladder.measure,
        "tiers": [
            {"from": tier.from_, "discount_bps": tier.discount_bps} for tier in ladder.ladder.tiers
        ],
    }


def _rules(rules: Rules, problem: Problem) -> Record:
    shares = rules.shares
    return _present(
        {
            "winners": None if rules.winners is None else _present(asdict(rules.winners)),
            "winners_per_lot_at_most": rules.winners_per_lot_at_most,
            "shares": None
            if shares is None
            else [_present(asdict(s) | {"lots": _lots(s.lots, problem)}) for s in shares],
        }
    )
