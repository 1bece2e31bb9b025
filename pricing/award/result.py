"""The format award-result/1, as written."""

from typing import Any

from pricing.award.outcome import Outcome
from pricing.award.problem import Problem
from pricing.award.rules import Settlement, settle
from pricing.money import WHOLE_BPS

MAX_TIED_LINES = 200
GAP_DIGITS = 6


def result_document(problem: Problem, outcome: Outcome, seconds: float) -> dict[str, Any]:
    """The outcome as an award-result/1 document, every figure computed anew."""
    head = {"format": "award-result/1", "currency": "CNY", "status": outcome.status}
    if outcome.carriers is None:
        return head | _without_award(outcome, seconds)
    settlement = settle(problem, outcome.carriers)
    objective = settlement.objective
    document = head | {
        "objective_minor": objective,
        "lower_bound_minor": outcome.bound,
        "gap_bps": gap_bps(objective, outcome.bound),
        "seconds": round(seconds, 3),
        **award_parts(settlement),
    }
    if outcome.stopped is not None:
        document["stopped"] = outcome.stopped
    tied = outcome.status == "optimal" and len(problem.lines) <= MAX_TIED_LINES
    return document if tied else document | {"ties": "unbroken"}


def _without_award(outcome: Outcome, seconds: float) -> dict[str, Any]:
    document: dict[str, Any] = {
        "objective_minor": None,
        "lower_bound_minor": None,
        "gap_bps": None,
        "seconds": round(seconds, 3),
        "assignments": [],
        "ladders": [],
        "bundles": [],
        "conflicts": list(outcome.conflicts),
    }
    return document if outcome.conflicts_minimal else document | {"conflicts_minimal": False}


def gap_bps(objective: int, bound: int) -> float:
    """How far the bound may lie below the objective, rounded up to six decimals; 0 is proven."""
    if objective <= bound:
        return 0
    steps = -(-(objective - bound) * WHOLE_BPS * 10**GAP_DIGITS // objective)
    return float(steps / 10**GAP_DIGITS)


def award_parts(settlement: Settlement) -> dict[str, list[dict[str, Any]]]:
    """The assignments, ladders and bundles of a result."""
    return {
        "assignments": _assignments(settlement),
        "ladders": [
            {
                "carrier": ladder.carrier,
                "id": ladder.id,
                "volume": ladder.volume,
                "tier_from": ladder.tier.from_,
                "discount_bps": ladder.tier.discount_bps,
            }
            for ladder in settlement.ladders
        ],
        "bundles": [
            {"carrier": bundle.carrier, "id": bundle.id, "earned": bundle.earned}
            for bundle in settlement.bundles
        ],
    }


def _assignments(settlement: Settlement) -> list[dict[str, Any]]:
    problem = settlement.problem
    rows = zip(problem.lines, settlement.carriers, settlement.rates, settlement.prices, strict=True)
    return [
        {
            "line": line.id,
            "carrier": carrier,
            "list_minor": None
            if carrier is None
            else problem.quote_of[carrier].prices_minor[line.id],
            "discount_bps": rate,
            "price_minor": price,
        }
        for line, carrier, rate, price in rows
    ]
