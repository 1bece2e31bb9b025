import pytest

from pricing.award.guesses import aimed_guesses, first_guesses
from pricing.award.incumbent import Incumbent
from pricing.award.leaves import Leaves
from pricing.award.model import Model
from pricing.award.problem_file import parse_problem
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem


@pytest.mark.parametrize("first", range(7000, 7200, 20))
def test_the_bound_is_true_and_nothing_of_the_best_award_is_dropped(first):
    for seed in range(first, first + 20):
        document = random_problem(seed, scale=1000)
        best, problem = best_award(document), parse_problem(document)
        model, known = Model(problem), Incumbent(problem)
        for guess in (*first_guesses(problem), *aimed_guesses(problem)):
            known.offer(guess)
        dropped = Leaves(model, known).dropped()

        for line, carrier in enumerate(best[1] if best else ()):
            assert set(model.choice(line, carrier)) - dropped, (seed, line)
        assert best is None or known.bound <= best[0][0]
