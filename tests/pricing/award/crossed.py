"""Crossed ladders: every carrier groups the lots its own way, so that no part stands alone."""

import random

HEAD = {"format": "award-problem/1", "currency": "CNY"}
STEPS = ((0.25, 500), (0.5, 1200), (0.75, 2000))


def crossed(seed, carriers=3, lots=8, per_lot=3, *, measure="mbps", **rules):
    """`carriers` with a ladder of four tiers over every two lots, drawn for each of them."""
    chance = random.Random(seed)
    names = [f"K{lot:02}" for lot in range(lots)]
    lines = [
        {
            "id": f"L{lot}-{at}",
            "lot": name,
            "member": "M",
            "mbps": chance.choice([10, 50, 100, 200]),
        }
        for lot, name in enumerate(names)
        for at in range(per_lot)
    ]
    base = {line["id"]: chance.randint(50_000, 150_000) for line in lines}
    quotes = [_quote(chance, f"C{at}", lines, base, names, measure) for at in range(carriers)]
    return HEAD | {"lines": lines, "quotes": quotes, "rules": rules}


def _quote(chance, carrier, lines, base, names, measure):
    prices = {name: int(price * chance.uniform(0.9, 1.25)) for name, price in base.items()}
    order = chance.sample(names, len(names))
    ladders = [
        _ladder(order[at : at + 2], lines, prices, measure) for at in range(0, len(order), 2)
    ]
    return {"carrier": carrier, "prices_minor": prices, "ladders": ladders}


def _ladder(lots, lines, prices, measure):
    inside = [line for line in lines if line["lot"] in lots]
    whole = sum(
        {"lines": 1, "mbps": line["mbps"], "spend": prices[line["id"]]}[measure] for line in inside
    )
    bounds = {max(1, int(whole * part)): rate for part, rate in STEPS}
    tiers = [{"from": from_, "discount_bps": rate} for from_, rate in {0: 0, **bounds}.items()]
    return {"id": "-".join(sorted(lots)), "lots": sorted(lots), "measure": measure, "tiers": tiers}


def tiny_crossed(seed):
    """Six lines in three lots, one ladder over two of them: small enough to try every award."""
    chance = random.Random(seed)
    measure = chance.choice(["lines", "mbps", "spend"])
    problem = crossed(seed, carriers=2 + seed % 2, lots=3, per_lot=2, measure=measure)
    for line in problem["lines"]:
        line["mbps"] = chance.choice([10, 20, 50])
        if chance.random() < 0.3:
            line["outside_option_minor"] = chance.randint(50_000, 140_000)
    if chance.random() < 0.4:
        problem["rules"] = {"winners": {"at_least": 2}}
    return problem
