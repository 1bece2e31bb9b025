"""What an assignment lacks is mended by the moves that cost least."""

from dataclasses import replace

import numpy as np

from pricing.award.problem_file import parse_problem
from pricing.award.proof.bound import bound
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import Shadow, everything
from pricing.award.proof.wholes import list_wholes
from pricing.award.search.mending import mended

A, B = 0, 1
ALL_TIERS = (1, 0)
"A reaches its tier, B has none"


def _market(needed, bundles=()):
    """Four lines in two lots; A asks 100, 105, 110, 120 and B 100 for each."""
    prices = {"A": (100, 105, 110, 120), "B": (100, 100, 100, 100)}
    tiers = [{"from": 0, "discount_bps": 0}, {"from": needed, "discount_bps": 100}]
    ladder = {"id": "R", "lots": "all", "measure": "lines", "tiers": tiers}
    document = {
        "format": "award-problem/1",
        "currency": "CNY",
        "lines": [{"id": f"L{at}", "lot": "XXYY"[at], "member": "M", "mbps": 1} for at in range(4)],
        "quotes": [
            {
                "carrier": name,
                "prices_minor": {f"L{at}": price * 100 for at, price in enumerate(own)},
                "ladders": [ladder] if name == "A" else [],
                "bundles": list(bundles) if name == "B" else [],
            }
            for name, own in prices.items()
        ],
        "rules": {},
    }
    return market_of(parse_problem(document))


def _mended(market, columns):
    case, shadow = everything(market, ALL_TIERS), Shadow()
    found = bound(market, list_wholes(market), case, shadow)
    return mended(market, case, shadow, found, np.array(columns))


def test_the_cheapest_lines_move_until_the_tier_is_reached():
    assert _mended(_market(3), [A, B, B, B]).tolist() == [A, A, A, B]


def test_where_nothing_is_missing_nothing_moves():
    assert _mended(_market(2), [A, A, B, B]) is None


def test_lines_of_an_earned_bundle_stay():
    bundle = {"id": "P", "lots": ["X"], "discount_bps": 500}

    assert _mended(_market(2, [bundle]), [B, B, A, B]).tolist() == [B, B, A, A]


def test_no_line_moves_to_the_carrier_that_its_partner_has():
    market = replace(_market(2), pairs=np.array([[0, 1]]))

    assert _mended(market, [A, B, B, B]).tolist() == [A, B, A, B]
