"""Whatever the size, an answer comes in bounded time and memory."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pricing.award import solve_certified, verify
from tests.pricing.award import large_problems as large
from tests.pricing.award.problems import PATIENCE_SECONDS

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
