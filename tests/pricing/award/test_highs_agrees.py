"""HiGHS on the plain model as the judge of problems too large to try every award."""

import pytest

from tests.pricing.award.agree import differs_from_highs
from tests.pricing.award.midsize import midsize_problem

pytestmark = pytest.mark.usefixtures("no_ties")


@pytest.mark.parametrize("seed", range(20))
def test_the_engine_agrees_with_highs_to_the_fen_and_proves_it(seed):
    assert differs_from_highs(midsize_problem(seed)) == []


@pytest.mark.parametrize("first", range(1010, 1050, 10))
def test_the_engine_agrees_with_highs_on_up_to_fourteen_lines(first):
    for seed in range(first, first + 10):
        assert differs_from_highs(midsize_problem(seed, most=14)) == [], seed
