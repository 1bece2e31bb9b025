import pytest

from pricing.award.problem_file import parse_problem
from tests.bench.plain import plain_optimum
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_the_plain_model_finds_what_trying_every_award_finds(first):
    for seed in range(first, first + 20):
        document = random_problem(seed)
        best, found = best_award(document), plain_optimum(parse_problem(document))

        assert (found and found.objective) == (best and best[0][0]), seed
