"""Lemmas 4 and 6: dropping and splitting lose no award below the target."""

import numpy as np
import pytest

from pricing.award.proof.bound import bound
from pricing.award.proof.drop import dropped, narrowed
from pricing.award.proof.situation import everything
from tests.pricing.award.proof.tiny import some_case, some_shadow, some_tiers

CASES = 6


def kept(one, case, award):
    """Whether the award still is in the case."""
    rows = np.arange(one.market.size)
    bundles = all(award.earned[at] == earned for at, earned in case.earned.items())
    return bool(case.allowed[rows, award.columns].all()) and bundles


def some_target(one, awards):
    """Just above one of the awards, or well above."""
    cost = one.chance.choice(awards).cost
    return cost + one.chance.choice([1, one.chance.randint(1, 80) * one.market.scale])


@pytest.mark.parametrize("wide", [False, True])
def test_no_choice_of_an_award_below_the_target_is_dropped(one, wide):
    for _ in range(CASES):
        case, awards = some_case(one, some_tiers(one))
        shadow = some_shadow(one.chance, one.market, wide=wide)
        if awards:
            target = some_target(one, awards)
            found = bound(one.market, one.wholes, case, shadow)

            rest = dropped(one.market, one.wholes, case, shadow, found, target)

            assert all(kept(one, rest, award) for award in awards if award.cost < target)


def test_a_case_with_an_award_below_the_target_is_not_closed(one):
    for _ in range(CASES):
        case, awards = some_case(one, some_tiers(one))
        shadow = some_shadow(one.chance, one.market)
        if awards:
            target = some_target(one, awards)

            rest, _, closed = narrowed(one.market, one.wholes, case, shadow, target)

            below = [award for award in awards if award.cost < target]
            assert not (closed and below)
            assert all(kept(one, rest, award) for award in below)


def test_a_line_split_by_a_carrier_leaves_each_award_in_one_part(one):
    tiers = some_tiers(one)
    case = everything(one.market, tiers)
    row, column = 0, one.chance.randrange(one.market.carriers + 1)
    parts = [case.where(row, column, yes) for yes in (True, False)]

    for award in one.among(tiers):
        assert [kept(one, part, award) for part in parts].count(True) == 1


def test_a_bundle_split_by_earning_it_leaves_each_award_in_one_part(one):
    tiers = some_tiers(one)
    for at in range(len(one.market.earnings)):
        parts = [everything(one.market, tiers).bundle(at, yes) for yes in (True, False)]

        for award in one.among(tiers):
            assert [kept(one, part, award) for part in parts].count(True) == 1
