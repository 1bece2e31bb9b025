"""Problems that fall into many parts: a region each, with ladders of its own."""

import random
from typing import Any

Doc = dict[str, Any]
CARRIERS = ("A", "B", "C")
LINES_OF_A_REGION = 6


def many_parts(seed: int, regions: int = 9, **rules: Any) -> Doc:
    """The problem of this seed; `rules` go in as they are."""
    chance = random.Random(seed)
    lines = [
        {
            "id": f"L{at}",
            "lot": f"lot{at % regions}",
            "member": f"M{at % 7}",
            "mbps": chance.choice([10, 20, 50, 100]),
        }
        for at in range(regions * LINES_OF_A_REGION)
    ]
    quotes = [_quote(chance, name, lines, regions) for name in CARRIERS]
    head = {"format": "award-problem/1", "currency": "CNY"}
    return head | {"lines": lines, "quotes": quotes, "rules": rules}


def cap(bps: int) -> Doc:
    """No carrier above this share of all Mbps: a demand across all parts."""
    share = {"carrier": "any", "lots": "all", "measure": "mbps", "at_most_bps": bps}
    return {"shares": [share]}


def _quote(chance: random.Random, name: str, lines: list[Doc], regions: int) -> Doc:
    prices = {line["id"]: line["mbps"] * chance.randint(80, 120) for line in lines}
    ladders = [_ladder(chance, f"T{at}", [f"lot{at}"]) for at in range(regions)]
    return {"carrier": name, "prices_minor": prices, "ladders": ladders}


def _ladder(chance: random.Random, name: str, lots: list[str]) -> Doc:
    tiers = [
        {"from": 0, "discount_bps": 0},
        {"from": chance.randint(80, 140), "discount_bps": chance.randint(200, 600)},
        {"from": chance.randint(141, 220), "discount_bps": chance.randint(601, 1200)},
    ]
    return {"id": name, "lots": lots, "measure": "mbps", "tiers": tiers}
