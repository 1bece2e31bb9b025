import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pricing import award
from pricing.award import Undecided, child, solve, verify
from pricing.files import Refused
from tests.pricing.award.problems import hard_problem

ROOT = Path(__file__).parents[3]


def test_the_result_is_a_right_document(problem):
    result = solve(problem)

    assert list(result)[:7] == [
        "format",
        "currency",
        "status",
        "objective_minor",
        "lower_bound_minor",
        "gap_bps",
        "seconds",
    ]
    assert (result["status"], result["objective_minor"]) == ("optimal", 5400)
    assert verify(problem, result) == []


def test_a_faulty_problem_is_refused():
    with pytest.raises(Refused):
        solve({})


def test_an_infeasible_problem_names_its_conflicts(problem):
    problem["lines"][0]["ceiling_minor"] = 1

    result = solve(problem)
    assert result["status"] == "infeasible"
    assert result["conflicts"] == ["/lines/0/ceiling_minor", "/lines/0/outside_option_minor"]


def test_a_time_limit_gives_the_best_known_with_an_honest_gap():
    problem = hard_problem(400)
    started = time.monotonic()
    result = solve(problem, time_limit=3)

    assert time.monotonic() - started < 3 + child.GRACE_SECONDS + 1
    assert result["status"] == "feasible"
    assert result["ties"] == "unbroken"
    assert 0 < result["lower_bound_minor"] < result["objective_minor"]
    assert verify(problem, result) == []


def test_a_child_that_overruns_is_killed(problem, monkeypatch):
    monkeypatch.setattr(child, "GRACE_SECONDS", -0.9)
    result = solve(problem, time_limit=1)

    assert result["status"] == "feasible"
    assert verify(problem, result) == []


def test_without_any_award_in_time_nothing_is_claimed(problem, monkeypatch):
    monkeypatch.setattr(child, "GRACE_SECONDS", -0.9)
    problem["lines"][0]["diverse_from"] = "L2"

    with pytest.raises(Undecided):
        solve(problem, time_limit=1)


def test_a_child_that_breaks_down_is_reported(problem, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(award.SolverFailed):
        solve(problem)


def test_progress_is_told_with_a_bound_below_the_best():
    seen = []
    solve(hard_problem(30), time_limit=5, progress=seen.append)

    assert seen
    assert all(one.best_minor is None or one.bound_minor <= one.best_minor for one in seen)


def test_threads_may_solve_at_the_same_time(problem):
    results = []
    threads = [threading.Thread(target=lambda: results.append(solve(problem))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [result["objective_minor"] for result in results] == [5400] * 3


def children_of(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed]


def wait_for(condition, seconds=10):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and not condition():
        time.sleep(0.05)
    return condition()


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_the_child_dies_with_its_parent():
    script = (
        "from pricing.award import solve\n"
        "from tests.pricing.award.problems import hard_problem\n"
        "solve(hard_problem(400))\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) as parent:
        assert wait_for(lambda: children_of(parent.pid))
        (orphan,) = children_of(parent.pid)
        time.sleep(1.5)
        os.kill(parent.pid, signal.SIGKILL)

    assert wait_for(lambda: not is_running(orphan))
