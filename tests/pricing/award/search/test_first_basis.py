"""The basis that a program starts from shortens the way, not the answer."""

import pytest

from bench.award_families import family
from pricing.award.proof.reading import market_of
from pricing.award.proof.situation import Shadow, everything
from pricing.award.proof.wholes import list_wholes
from pricing.award.search.listed import Listed
from tests.pricing.award.proof.tiny import SEEDS, some_tiers, tiny


def _solved(market, tiers, *, fresh):
    """The program's least cost and its steps, from the basis or from nothing."""
    case = everything(market, tiers)
    program = Listed(market, list_wholes(market), case, any_tier=True)
    program.fresh = fresh
    next(program.solve(case, Shadow()))
    known = program.solver.getInfo()
    return known.objective_function_value, known.simplex_iteration_count


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answer_is_that_from_nothing(seed):
    one = tiny(seed)
    tiers = some_tiers(one)

    begun, _ = _solved(one.market, tiers, fresh=True)

    assert begun == pytest.approx(_solved(one.market, tiers, fresh=False)[0])


def test_it_takes_a_fraction_of_the_steps():
    market = market_of(family("3x2000", 1, 1 / 10))
    tiers = tuple(len(scope.tiers) - 2 for scope in market.scopes)

    _, steps = _solved(market, tiers, fresh=True)

    assert steps * 2 < _solved(market, tiers, fresh=False)[1]
