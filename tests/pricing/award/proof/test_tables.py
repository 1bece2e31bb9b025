"""Lemma 3: the line prices of any case bound every award, whatever tiers it reaches."""

import numpy as np
import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.proof.bound import bound
from pricing.award.proof.exact import NEVER, REACH
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import OUT, Shadow, everything
from pricing.award.proof.tables import best_multipliers, tables, value_of
from pricing.award.proof.wholes import list_wholes
from tests.pricing.award.proof.tiny import some_shadow, some_tiers

SHADOWS = 4


def some_tables(one, *, wide=False):
    """The tables of any combination at any multipliers."""
    shadow = some_shadow(one.chance, one.market, wide=wide)
    case = everything(one.market, some_tiers(one))
    found = bound(one.market, one.wholes, case, shadow)
    return tables(one.market, one.wholes, case, shadow, found)


@pytest.mark.parametrize("wide", [False, True])
def test_the_tables_of_one_combination_bound_the_awards_of_all(one, wide):
    for _ in range(SHADOWS):
        table = some_tables(one, wide=wide)

        values = [(value_of(table, one.market, award.tiers), award.cost) for award in one.awards]

        assert all(value is not None and value <= cost for value, cost in values)


def test_a_tier_is_in_reach_of_lines_that_a_bundle_brings_below_their_ceilings(problem):
    ladder, bundle = problem["quotes"][0]["ladders"][0], problem["quotes"][0]["bundles"][0]
    ladder["tiers"][1] |= {"from": 550}
    bundle["discount_bps"] = 5000
    for line, ceiling in zip(problem["lines"], (500, 2000, 500), strict=True):
        line["ceiling_minor"] = ceiling
    market = market_of(parse_problem(problem))
    case = everything(market, (1, OUT))
    found = bound(market, list_wholes(market), case, Shadow())

    table = tables(market, list_wholes(market), case, Shadow(), found)

    assert value_of(table, market, (1, OUT)) <= 2520 * market.scale


def multiplier(over, volumes, need, shift=0):
    (found,) = best_multipliers(np.array([over]), np.array(volumes), [need], shift)
    return found


def test_a_unit_is_worth_what_the_last_line_that_fills_the_need_costs():
    assert multiplier([6, 2, 9], [2, 1, 1], need=3) == 3


def test_a_need_that_cheap_lines_fill_by_themselves_is_worth_nothing():
    assert multiplier([-5, 4], [3, 1], need=3) == 0


def test_a_need_beyond_all_lines_on_offer_is_out_of_reach():
    assert multiplier([1, NEVER], [2, 9], need=3) is None


def test_a_unit_is_never_worth_more_than_its_reach():
    need = 10**9
    worth = multiplier([2**55] * 2, [1, need], need)

    assert 0 < worth * (need + 1) <= REACH < 2**55 * need
