"""Lemmas 1 and 2: whatever the multipliers, no award of a case costs less than its bound."""

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.proof.bound import bound
from pricing.award.proof.names import check_reach
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import Shadow, everything
from pricing.award.proof.wholes import list_wholes
from tests.pricing.award.proof.tiny import some_case, some_shadow, some_tiers

SHADOWS = 5


@pytest.mark.parametrize("wide", [False, True])
def test_no_award_of_a_case_costs_less_than_its_bound(one, wide):
    for _ in range(SHADOWS):
        shadow = some_shadow(one.chance, one.market, wide=wide)
        case, awards = some_case(one, some_tiers(one))
        check_reach(one.market, shadow)

        found = bound(one.market, one.wholes, case, shadow)

        assert all(found.value is not None and found.value <= award.cost for award in awards)


def least(lines, quotes, **rules):
    """The bound in fen, without multipliers, of the case in which every carrier wins at tier 0."""
    document = {"format": "award-problem/1", "currency": "CNY", "lines": lines, "quotes": quotes}
    market = market_of(parse_problem(document | {"rules": rules}))
    case = everything(market, tuple(0 for _ in market.scopes))
    return bound(market, list_wholes(market), case, Shadow()).value / market.scale


def line(name, **rest):
    return {"id": name, "lot": "x", "member": "M", "mbps": 1} | rest


def quote(carrier, first, second, **rest):
    return {"carrier": carrier, "prices_minor": {"L0": first, "L1": second}} | rest


def test_each_line_takes_what_is_cheapest_for_it():
    assert least([line("L0"), line("L1")], [quote("a", 10, 30), quote("b", 20, 25)]) == 35


def test_of_a_pair_one_line_takes_its_second_best_whichever_adds_less():
    lines = [line("L0"), line("L1", diverse_from="L0")]

    assert least(lines, [quote("a", 10, 20), quote("b", 14, 29)]) == 34


def test_a_lot_takes_its_cheapest_set_of_winners():
    quotes = [quote("a", 10, 90), quote("b", 90, 10), quote("c", 40, 40)]

    assert least([line("L0"), line("L1")], quotes, winners_per_lot_at_most=1) == 80


def test_a_lot_won_whole_has_the_price_of_its_bundle():
    bundles = [{"id": "B", "lots": ["x"], "discount_bps": 5000}]
    quotes = [quote("a", 30, 30, bundles=bundles), quote("b", 20, 20)]

    assert least([line("L0"), line("L1")], quotes) == 30


ODD = 1025  # Mbps: an odd number of 11 bits, so that a multiplier counts half parts


@pytest.mark.parametrize("multiplier", [1, 3, 65537])
@pytest.mark.parametrize("kind", ["ladder", "least", "most"])
def test_half_parts_are_rounded_down_for_the_bound(kind, multiplier):
    lines = [{"id": f"L{at}", "lot": "x", "member": "M", "mbps": ODD} for at in range(8)]
    tiers = [{"from": 0, "discount_bps": 0}, {"from": 8 * ODD, "discount_bps": 1}]
    limits = {
        "ladder": {"ladders": [{"id": "T", "lots": "all", "measure": "mbps", "tiers": tiers}]},
        "least": {"minimum_award": {"measure": "mbps", "at_least": 8 * ODD}},
        "most": {"capacities": [{"lots": "all", "measure": "mbps", "at_most": 8 * ODD}]},
    }
    prices = {line["id"]: 100 for line in lines}
    quotes = [{"carrier": "a", "prices_minor": prices} | limits[kind]]
    head = {"format": "award-problem/1", "currency": "CNY"}
    market = market_of(parse_problem(head | {"lines": lines, "quotes": quotes}))
    shadow = Shadow(needs={0: multiplier}) if kind == "ladder" else Shadow(demands={0: multiplier})
    tiers = (1,) if kind == "ladder" else (0,)

    found = bound(market, list_wholes(market), everything(market, tiers), shadow)

    assert 800 * market.scale - 8 <= found.value <= 800 * market.scale
