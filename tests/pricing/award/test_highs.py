import pytest

from pricing.award.highs import minimise, narrow
from pricing.award.model import Row
from pricing.award.problem_file import parse_problem
from pricing.award.solver import decide
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem


def test_rows_that_always_hold_are_left_out():
    assert narrow([Row({0: 1, 1: -2}, -2, 1)], [0, 1]) == []


@pytest.mark.parametrize(
    "row", [Row({0: 1}, 2, None), Row({0: 1}, None, -1), Row({}, 1, 1), Row({1: 5}, 5, None)]
)
def test_a_row_that_cannot_hold_is_noticed(row):
    assert narrow([row], [0]) is None


def test_rows_are_renumbered_over_the_free_columns():
    assert narrow([Row({0: 1, 2: 3, 3: 4}, 2, 6)], [2, 3]) == [Row({0: 3, 1: 4}, 2, 6)]


def test_fixed_columns_stay_at_nothing():
    found = minimise([1, 2, 3], [Row({0: 1, 1: 1, 2: 1}, 2, 2)], fixed=frozenset({0}))

    assert (found.status, list(found.values), found.bound) == ("optimal", [0, 1, 1], 5)


def test_a_program_that_the_presolve_of_highs_calls_infeasible_is_solved():
    problem = random_problem(20937, scale=9_999_999)
    best = best_award(problem)

    assert decide(parse_problem(problem)).carriers == best[1]
