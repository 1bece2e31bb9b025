"""Tiny problems of shapes that broke proofs once: amounts of all widths, bundles that overlap."""

import random
from typing import Any

from pricing.money import MAX_MINOR

Doc = dict[str, Any]


def wide_problem(problem: Doc, seed: int) -> Doc:
    """The tiny problem with amounts up to 10**9 times larger beside small ones.

    Bounds on volumes lie at or beside sums of them.
    """
    chance = random.Random(seed)
    for line in problem["lines"]:
        line["mbps"] = _longer(chance, line["mbps"]) + chance.choice([0, 0, 1])
        for key in ("ceiling_minor", "outside_option_minor"):
            if key in line:
                line[key] = _longer(chance, line[key])
    for quote in problem["quotes"]:
        prices = quote["prices_minor"]
        prices.update({line: _longer(chance, price) for line, price in prices.items()})
        volumes = {"mbps": [line["mbps"] for line in problem["lines"]], "spend": [*prices.values()]}
        _move_bounds(chance, quote, volumes)
    return problem


def _longer(chance: random.Random, amount: int) -> int:
    return min(MAX_MINOR, amount * 10 ** chance.choice([0, 1, 3, 6, 9]))


def _move_bounds(chance: random.Random, quote: Doc, volumes: dict[str, list[int]]) -> None:
    def bound(measure: str) -> int:
        some = chance.sample(volumes[measure], chance.randint(1, len(volumes[measure])))
        return min(MAX_MINOR, max(1, sum(some) + chance.choice([-1, 0, 0, 0, 1])))

    def moved(one: Doc) -> bool:
        return bool(volumes.get(one["measure"]))

    for ladder in filter(moved, quote["ladders"]):
        bounds = sorted({bound(ladder["measure"]) for _ in ladder["tiers"][1:]})
        rates = [tier["discount_bps"] for tier in ladder["tiers"]]
        tiers = zip([0, *bounds], rates, strict=False)
        ladder["tiers"] = [{"from": from_, "discount_bps": rate} for from_, rate in tiers]
    for one in filter(moved, filter(None, [quote.get("minimum_award")])):
        one["at_least"] = bound(one["measure"])
    for one in filter(moved, quote.get("capacities", ())):
        one["at_most"] = bound(one["measure"])


def overlapping_bundles(seed: int, bundles: int = 7) -> Doc:
    """One lot in each of so many bundles of a carrier: more states than a proof lists from 7 on."""
    chance = random.Random(seed)
    lots = ["X", *(f"Y{at}" for at in range(bundles))]
    lines = [
        {"id": f"L{at}", "lot": lot, "member": "M", "mbps": chance.choice([10, 100])}
        for at, lot in enumerate(lots)
    ]
    base = {line["id"]: chance.randint(900, 1100) for line in lines}
    prices = {line: price + chance.randint(0, 40) for line, price in base.items()}
    others = {line: price + chance.randint(-20, 20) for line, price in base.items()}
    rates = [chance.randint(100, chance.choice([300, 900])) for _ in lots[1:]]
    quotes = [
        {
            "carrier": "A",
            "prices_minor": prices,
            "ladders": [],
            "bundles": [
                {"id": f"B{at}", "lots": ["X", f"Y{at}"], "discount_bps": rate}
                for at, rate in enumerate(rates)
            ],
        },
        {"carrier": "B", "prices_minor": others, "ladders": []},
    ]
    return {
        "format": "award-problem/1",
        "currency": "CNY",
        "lines": lines,
        "quotes": quotes,
        "rules": {},
    }
