"""Lemma 8: every combination is walked; one that is left out holds no award below the target."""

import tracemalloc

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.proof.combinations import TooMany, open_combinations
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import OUT
from tests.pricing.award.large_problems import many_carriers
from tests.pricing.award.proof.test_tables import some_tables
from tests.pricing.award.proof.tiny import tiny


def test_no_award_below_the_target_lies_in_a_combination_that_is_left_out(one):
    for count in (1, 2, 3):
        known = [some_tables(one) for _ in range(count)]
        target = _target(one)

        left = set(open_combinations(one.market, known, target))

        assert {award.tiers for award in one.awards if award.cost < target} <= left


def _target(one):
    """Near the least award, or above all of them."""
    least = min((award.cost for award in one.awards), default=0)
    return least + one.chance.choice([1, one.chance.randint(1, 200) * one.market.scale])


def test_without_tables_every_award_lies_in_a_combination(one):
    assert {award.tiers for award in one.awards} <= set(open_combinations(one.market, [], 2**50))


def test_no_combination_has_more_or_fewer_winners_than_are_allowed(one):
    market = one.market

    for tiers in open_combinations(market, [], 2**50):
        winners = {market.scopes[at].carrier for at, tier in enumerate(tiers) if tier != OUT}
        assert market.least_winners <= len(winners) <= market.most_winners


def test_tiers_that_need_more_than_all_lines_give_are_left_out(one):
    market = one.market
    given = [0] * market.size
    for scope in market.scopes:
        for line, volume in zip(scope.lines.tolist(), scope.volumes.tolist(), strict=True):
            given[line] = max(given[line], volume)

    for tiers in open_combinations(market, [], 2**50):
        chosen = zip(market.scopes, tiers, strict=True)
        needed = sum(scope.tiers[tier].from_ for scope, tier in chosen if tier != OUT)
        assert needed <= sum(given)


def test_more_combinations_than_can_be_looked_at_are_refused():
    market = tiny(0).market

    with pytest.raises(TooMany):
        open_combinations(market, [], 2**50, most=0)


def test_walking_more_combinations_than_can_be_held_takes_bounded_memory():
    market = market_of(parse_problem(many_carriers(20)))
    tracemalloc.start()

    with pytest.raises(TooMany):
        open_combinations(market, [], 2**50)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400 * 2**20
