"""Lemma 8: every combination is walked; one that is left out holds no award below the target."""

import tracemalloc

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.proof.combinations import TooMany, fits, open_combinations
from pricing.award.proof.exact import SAFE
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import OUT
from pricing.award.proof.tables import Tables
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


def test_a_table_fits_up_to_the_largest_sum_that_its_parts_can_come_to():
    row, far = (None, -3, 2), (2, -SAFE + 11)

    assert fits(Tables(-5, (2, -1), (row, far), (), None))
    assert not fits(Tables(-5, (2, -2), (row, far), (), None))


@pytest.mark.parametrize("place", ["base", "constants", "entries"])
def test_a_table_that_does_not_fit_leaves_every_combination_open(place, one):
    """Wrapped, it would have reached any target."""
    market = one.market
    far = dict.fromkeys(("base", "constants", "entries"), 0) | {place: -(2**63) + 1}
    table = Tables(
        far["base"],
        (far["constants"],) * market.carriers,
        tuple((far["entries"],) * len(scope.tiers) for scope in market.scopes),
        (),
        -(2**63),
    )

    found = open_combinations(market, [table, table], 2**50)

    assert found == open_combinations(market, [], 2**50)
