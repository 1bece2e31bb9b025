"""Tiny random problems, small enough to try every award, in which every rule has a say."""

import random
from typing import Any

Doc = dict[str, Any]
MEASURES = ("lines", "mbps", "spend")
LOTS = ("SHA-HKG", "SHA-SIN", "PEK-FRA")
PATIENCE_SECONDS = 20
"for what takes a moment: longer than a busy machine keeps it waiting, far from never ending"


def random_problem(seed: int, scale: int = 1, *, lines: int = 5, carriers: int = 3) -> Doc:
    """The problem of this seed; `scale` multiplies its amounts, the others are the most of each."""
    return _problem(random.Random(seed), scale, lines, carriers)


def _problem(chance: random.Random, scale: int, most: int, carriers: int) -> Doc:
    lines = [_line(chance, at, scale) for at in range(chance.randint(1, most))]
    for line in lines:
        others = [other["id"] for other in lines if other is not line]
        if others and chance.random() < 0.15:
            line["diverse_from"] = chance.choice(others)
    lots = sorted({line["lot"] for line in lines})
    names = chance.sample(["CT", "CU", "CM", "中信"], chance.randint(1, carriers))
    quotes = [_quote(chance, name, lines, lots, scale) for name in names]
    return {
        "format": "award-problem/1",
        "currency": "CNY",
        "lines": lines,
        "quotes": quotes,
        "rules": _rules(chance, names, lots),
    }


def _price(chance: random.Random, scale: int) -> int:
    """Few values, so that ties are common; odd ones, so that rounding matters."""
    return chance.choice([0, 1, 7, 10, 10, 15, 20, 20, 25, 33]) * scale


def _line(chance: random.Random, at: int, scale: int) -> Doc:
    line: Doc = {
        "id": f"L{at}",
        "lot": chance.choice(LOTS),
        "member": f"M{at % 2}",
        "mbps": chance.choice([10, 20, 20, 50]),
    }
    if chance.random() < 0.2:
        line["ceiling_minor"] = chance.choice([8, 9, 12, 18, 20]) * scale
    if chance.random() < 0.6:
        line["outside_option_minor"] = chance.choice([10, 15, 20, 30, 40]) * scale
    return line


def _some(chance: random.Random, lots: list[str]) -> Any:
    return "all" if chance.random() < 0.4 else chance.sample(lots, chance.randint(1, len(lots)))


def _volume(chance: random.Random, measure: str, scale: int) -> int:
    if measure == "lines":
        return chance.randint(1, 4)
    return chance.choice([20, 30, 40, 60]) * (scale if measure == "spend" else 1)


def _quote(chance: random.Random, name: str, lines: list[Doc], lots: list[str], scale: int) -> Doc:
    priced = [line["id"] for line in lines if chance.random() < 0.85]
    quote: Doc = {
        "carrier": name,
        "prices_minor": {line: _price(chance, scale) for line in priced},
        "ladders": _ladders(chance, lots, scale),
    }
    if chance.random() < 0.6:
        quote["bundles"] = [
            {"id": f"B{at}", "lots": _some(chance, lots), "discount_bps": _rate(chance, 10000)}
            for at in range(chance.randint(1, 3))
        ]
    if chance.random() < 0.3:
        measure = chance.choice(MEASURES)
        least = _volume(chance, measure, scale)
        quote["minimum_award"] = {"measure": measure, "at_least": least}
    if chance.random() < 0.3:
        measure = chance.choice(MEASURES)
        most = _volume(chance, measure, scale)
        quote["capacities"] = [{"lots": _some(chance, lots), "measure": measure, "at_most": most}]
    return quote


def _rate(chance: random.Random, most: int) -> int:
    return min(most, chance.choice([0, 333, 500, 1000, 1000, 2500, 5000, 9999, 10000]))


def _ladders(chance: random.Random, lots: list[str], scale: int) -> list[Doc]:
    parts: list[Any] = ["all"] if chance.random() < 0.5 else [[lot] for lot in lots]
    ladders = []
    for at, part in enumerate(parts):
        measure = chance.choice(MEASURES)
        bounds = {_volume(chance, measure, scale) for _ in range(chance.randint(0, 3))}
        rates = sorted(_rate(chance, 9999) for _ in range(len(bounds) + 1))
        tiers = [
            {"from": from_, "discount_bps": rate}
            for from_, rate in zip([0, *sorted(bounds)], rates, strict=True)
        ]
        ladders.append({"id": f"T{at}", "lots": part, "measure": measure, "tiers": tiers})
    return ladders


def _rules(chance: random.Random, names: list[str], lots: list[str]) -> Doc:
    rules: Doc = {}
    if chance.random() < 0.3:
        least = chance.randint(0, 2)
        rules["winners"] = {"at_least": least, "at_most": chance.randint(max(1, least), 3)}
    if chance.random() < 0.25:
        rules["winners_per_lot_at_most"] = chance.randint(1, 2)
    if chance.random() < 0.35:
        rules["shares"] = [_share(chance, names, lots) for _ in range(chance.randint(1, 2))]
    return rules


def _share(chance: random.Random, names: list[str], lots: list[str]) -> Doc:
    share: Doc = {
        "carrier": chance.choice(["any", *names]),
        "lots": _some(chance, lots),
        "measure": chance.choice(["lines", "mbps"]),
    }
    if chance.random() < 0.5:
        share["at_least_bps"] = chance.choice([1000, 2500, 3333])
    if chance.random() < 0.7:
        share["at_most_bps"] = chance.choice([4000, 5000, 6666, 8000])
    return share


def hard_problem(count: int) -> Doc:
    """Many lines, close prices, several tiers and bundles: not to be solved in seconds."""
    chance = random.Random(count)
    lots = [f"lot{at}" for at in range(6)]
    lines = [
        {"id": f"L{at}", "lot": lots[at % 6], "member": "M", "mbps": chance.randint(1, 90) * 10}
        for at in range(count)
    ]
    whole = sum(line["mbps"] for line in lines)
    tiers = [{"from": at * whole // 7, "discount_bps": at * 300} for at in range(5)]
    ladders = [{"id": "T", "lots": "all", "measure": "mbps", "tiers": tiers}]
    quotes = [
        {
            "carrier": f"C{at}",
            "prices_minor": {
                line["id"]: line["mbps"] * chance.randint(90_000, 110_000) for line in lines
            },
            "ladders": ladders,
            "bundles": [
                {"id": f"B{n}", "lots": chance.sample(lots, 2), "discount_bps": 100 + 37 * n}
                for n in range(3)
            ],
        }
        for at in range(6)
    ]
    head = {"format": "award-problem/1", "currency": "CNY"}
    return head | {"lines": lines, "quotes": quotes}
