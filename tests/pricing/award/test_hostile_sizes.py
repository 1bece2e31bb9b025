"""Whatever the size, an answer comes in bounded time and memory."""

import json
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from pricing.award import solve_certified, verify
from pricing.award.outcome import Outcome
from pricing.award.problem_file import parse_problem
from pricing.award.result import result_document
from tests.pricing.award import large_problems as large
from tests.pricing.award.problems import PATIENCE_SECONDS
from tests.pricing.award.solving import solve_here

ROOT = Path(__file__).parents[3]
SLOW = {
    "14 carriers": large.many_carriers(14),
    "20 carriers": large.many_carriers(20),
    "200 bundles that overlap": large.many_bundles(200),
    "5,000 tiers": large.many_tiers(5000),
}
LIMIT = 1


@pytest.mark.parametrize("kind", SLOW)
def test_what_is_too_hard_stops_in_time_with_an_honest_gap(kind):
    started = time.monotonic()

    answer = solve_certified(SLOW[kind], time_limit=LIMIT)

    assert time.monotonic() - started < LIMIT + PATIENCE_SECONDS
    assert verify(SLOW[kind], answer.result, answer.certificate) == []
    assert 0 < answer.result["lower_bound_minor"] <= answer.result["objective_minor"]


def test_many_lines_in_one_lot_take_bounded_memory():
    done = subprocess.run(
        [sys.executable, "-m", "tests.pricing.award.large_problems", "20000", "10"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    said = json.loads(done.stdout)
    assert said["exit status"] == 0
    assert said["peak MB"] < 200


@pytest.mark.parametrize("rule", ["winners in a lot", "winners in all"])
def test_more_sets_of_winners_than_can_be_listed_take_no_memory(rule):
    """155 million sets of 15 carriers out of 30 were listed before they were counted."""
    one = rule == "winners in a lot"
    rules = {"winners_per_lot_at_most": 15} if one else {"winners": {"at_most": 15}}
    problem = large.many_winners(30, lots=1 if one else 2) | {"rules": rules}
    tracemalloc.start()

    answer = solve_here(problem)

    assert verify(problem, answer.result, answer.certificate) == []
    assert tracemalloc.get_traced_memory()[1] < 50 * 2**20
    tracemalloc.stop()
    assert answer.result["objective_minor"] == 20


def test_a_result_with_many_ladders_is_checked_in_a_moment():
    """Each row was looked for among all: 20,000 ladders took a quarter of a minute."""
    problem = parse_problem(large.many_ladders(20_000))
    outcome = Outcome("optimal", ("a",) * 20_000, 2_000_000)
    result = result_document(problem, outcome, 0.5)
    result["ladders"].reverse()
    started = time.process_time()

    assert verify(problem, result) == []
    assert time.process_time() - started < PATIENCE_SECONDS / 3
