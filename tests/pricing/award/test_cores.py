"""On any number of cores the award, its bound and its proof are the same."""

import os
import threading
import time

import pytest

from pricing.award import child, solve_certified, verify
from pricing.award.cores import Cores, usable_cores
from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from pricing.award.solver import decide
from tests.pricing.award.many_parts import cap, many_parts
from tests.pricing.award.problems import PATIENCE_SECONDS

SEVERAL = 3


def told_of(document, cores, **rest):
    """The outcome but for its seconds, and all that was told on the way."""
    told = []
    report = lambda best: told.append((best.objective, best.bound))  # noqa: E731
    found = decide(parse_problem(document), cores=cores, report=report, **rest)
    return found.status, found.carriers, found.bound, found.certificate, told


@pytest.mark.parametrize("seed", range(2))
def test_any_number_of_cores_finds_and_proves_the_same(seed):
    document = many_parts(seed)
    alone = told_of(document, 1)

    assert alone[0] == "optimal"
    assert [told_of(document, cores) for cores in (2, SEVERAL)] == [alone, alone]


@pytest.mark.parametrize("most", [4500, 3800])
def test_with_demands_across_the_parts_it_is_the_same_too(most):
    document = many_parts(0, **cap(most))
    alone = told_of(document, 1, gap_bps=60)

    assert alone[0] == "feasible"
    assert [told_of(document, cores, gap_bps=60) for cores in (2, SEVERAL)] == [alone, alone]


def test_what_several_cores_prove_can_be_checked_by_one():
    problem = parse_problem(many_parts(1, **cap(4500)))
    outcome = decide(problem, cores=SEVERAL)

    assert verify(problem, result_document(problem, outcome, 0.0), outcome.certificate) == []


def test_a_time_limit_holds_on_several_cores():
    document = many_parts(2, 300)
    known = decide(parse_problem(document), gap_bps=1_000).carriers

    started = time.monotonic()
    result = solve_certified(document, time_limit=1, cores=SEVERAL, guesses=[known]).result

    assert time.monotonic() - started < 1 + child.GRACE_SECONDS + PATIENCE_SECONDS
    assert 0 < result["lower_bound_minor"] <= result["objective_minor"]
    assert verify(document, result) == []


def test_results_come_in_the_order_of_the_items():
    waits = [0.03, 0.0, 0.02, 0.0]

    assert Cores(2).each(lambda seconds: (time.sleep(seconds), seconds)[1], waits) == waits


def test_several_pieces_of_work_are_at_work_at_once():
    both = threading.Barrier(2, timeout=10)

    assert sorted(Cores(2).each(lambda _: both.wait(), range(2))) == [0, 1]


def test_one_core_works_where_it_is_called():
    here = threading.get_ident()

    assert Cores(1).each(lambda _: threading.get_ident(), range(3)) == [here] * 3


def test_what_the_first_item_raises_is_raised():
    def fail(item):
        raise ValueError(item)

    with pytest.raises(ValueError, match="1"):
        Cores(2).each(fail, [1, 2, 3])


def test_all_cores_are_those_that_the_process_may_use():
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
