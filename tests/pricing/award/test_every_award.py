"""Exhaustive search as the judge of two thousand tiny problems in which every rule has a say."""

import pytest

from pricing.award import solver, tie_search
from pricing.award.outcome import Outcome
from pricing.award.problem_file import parse_problem
from pricing.award.solver import decide
from tests.pricing.award.oracle import best_award
from tests.pricing.award.problems import random_problem

WIDE = 15 * 10**12 - 1  # amounts of which the sums leave floating point
FEW = {"lines": 4, "carriers": 2}  # cheaper to solve, so that there can be more of them


@pytest.fixture(autouse=True)
def no_conflicts(monkeypatch):
    """What clashes in an impossible problem is judged elsewhere; here it only takes time."""
    monkeypatch.setattr(solver, "find_conflicts", lambda *_: (("/rules",), True))


def wrong(problem):
    """The outcome if trying every award says otherwise, or if there is no proof of it."""
    outcome, best = decide(parse_problem(problem)), best_award(problem)
    if best is None:
        return None if outcome == Outcome("infeasible", conflicts=("/rules",)) else outcome
    right = outcome == Outcome("optimal", best[1], best[0][0]) and outcome.certificate is not None
    return None if right else outcome


def wrong_among(first, scale=1, **size):
    """Those of twenty seeds that are wrong, with what was answered."""
    found = {seed: wrong(random_problem(seed, scale, **size)) for seed in range(first, first + 20)}
    return {seed: outcome for seed, outcome in found.items() if outcome is not None}


@pytest.mark.parametrize("first", range(0, 400, 20))
def test_an_award_is_the_one_that_trying_every_award_finds(first):
    assert not wrong_among(first)


@pytest.mark.parametrize("first", range(100_000, 101_540, 20))
def test_a_smaller_award_is_the_one_that_trying_every_award_finds(first):
    assert not wrong_among(first, **FEW)


@pytest.mark.parametrize("first", range(10_000, 10_060, 20))
def test_amounts_too_wide_for_floating_point_are_decided_exactly(first):
    assert not wrong_among(first, WIDE)


@pytest.mark.parametrize("seed", [10169, 10222, 10442])
def test_a_carrier_whose_first_tier_is_above_every_ceiling_may_win_nothing(seed):
    assert wrong(random_problem(seed)) is None


@pytest.mark.parametrize("first", range(20_000, 20_040, 20))
def test_ties_not_found_line_by_line_are_broken_all_the_same(first, monkeypatch):
    monkeypatch.setattr(tie_search, "enumerate_best", lambda *_: False)

    assert not wrong_among(first)


@pytest.mark.parametrize("first", range(30_000, 30_020, 20))
def test_ties_that_only_weights_can_break_are_broken(first, monkeypatch):
    monkeypatch.setattr(tie_search, "enumerate_best", lambda *_: False)
    monkeypatch.setattr(tie_search, "_all_told", lambda *_: False)

    assert not wrong_among(first)
