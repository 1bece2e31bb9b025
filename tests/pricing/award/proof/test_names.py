"""A certificate's names: each is found again, and what the problem lacks is refused."""

import random

import pytest

from pricing.award.problem_file import parse_problem
from pricing.award.proof.certificate import Multipliers
from pricing.award.proof.exact import REACH
from pricing.award.proof.names import Names, Unknown
from pricing.award.proof.reading import market_of
from tests.pricing.award.conftest import PROBLEM
from tests.pricing.award.proof.tiny import some_shadow


@pytest.fixture
def names():
    problem = parse_problem(PROBLEM)
    return Names(problem, market_of(problem))


def test_multipliers_and_tiers_are_found_again_by_name(names):
    for chance in map(random.Random, range(20)):
        shadow = some_shadow(chance, names.market)
        tiers = tuple(chance.randrange(len(scope.tiers)) for scope in names.market.scopes)

        again = names.shadow(names.multipliers(shadow))

        assert names.multipliers(again) == names.multipliers(shadow)
        assert names.combination(names.tiers(tiers)) == tiers


@pytest.mark.parametrize(
    "multipliers",
    [
        Multipliers(needs={("CT", "CT-2"): 1}),
        Multipliers(needs={("CU", "CT-1"): 1}),
        Multipliers(demands={("/rules/winners", "CT"): 1}),
        Multipliers(links={("CT", "CT-B2", "SHA-HKG"): 1}),
        Multipliers(links={("CT", "CT-B1", "PEK-FRA"): 1}),
    ],
)
def test_a_multiplier_of_what_the_problem_lacks_is_refused(names, multipliers):
    with pytest.raises(Unknown):
        names.shadow(multipliers)


@pytest.mark.parametrize("tiers", [{("CT", "CT-1"): 499}, {("CT", "CT-9"): 0}, {("XX", None): 0}])
def test_a_tier_that_the_problem_lacks_is_refused(names, tiers):
    with pytest.raises(Unknown):
        names.combination(tiers)


def test_multipliers_that_together_reach_too_far_are_refused(names):
    half = REACH // 2
    lots = ("SHA-HKG", "SHA-SIN")
    within = {("CT", "CT-B1", lot): half * sign for lot, sign in zip(lots, (1, -1), strict=True)}

    names.shadow(Multipliers(links=within))
    with pytest.raises(Unknown, match="beyond reason"):
        names.shadow(Multipliers(links=within, needs={("CT", "CT-1"): 1}))


@pytest.mark.parametrize(("line", "carrier"), [("L9", "CT"), ("L1", "XX")])
def test_a_choice_that_the_problem_lacks_is_refused(names, line, carrier):
    with pytest.raises(Unknown):
        names.choice(line, carrier)


def test_a_bundle_that_the_problem_lacks_is_refused(names):
    with pytest.raises(Unknown):
        names.earning("CU", "CT-B1")
