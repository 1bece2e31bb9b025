import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue

import pytest

from pricing import award
from pricing.award import Cancelled, Undecided, child, solve, solve_certified, solver, verify
from pricing.award.cores import Cores
from pricing.award.incumbent import Incumbent
from pricing.award.problem_file import parse_problem
from pricing.award.request import Request
from pricing.award.rules import settle
from pricing.files import Refused
from tests.pricing.award.many_parts import cap, many_parts
from tests.pricing.award.problems import PATIENCE_SECONDS, hard_problem

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
    result = solve(problem, time_limit=2)

    assert time.monotonic() - started < 2 + child.GRACE_SECONDS + PATIENCE_SECONDS
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


def course_of(*messages, lines=30):
    """A course that has heard these messages."""
    course = child._Course(Request(parse_problem(hard_problem(lines)), 5), 0, None)
    for message in messages:
        course.take(queue_of(message))
    return course


def test_a_child_that_died_is_reported_though_it_found_an_award():
    course = course_of({"bound": 1, "nodes": 1, "carriers": ["C0"] * 30})

    with pytest.raises(award.SolverFailed):
        course.take(queue_of(None))


def test_what_a_killed_child_said_of_a_bound_is_not_given_out():
    carriers = ["C0"] * 400
    least = settle(parse_problem(hard_problem(400)), carriers).objective

    outcome = course_of({"bound": least, "nodes": 1, "carriers": carriers}, lines=400).killed()

    assert (outcome.status, outcome.stopped) == ("feasible", "time_limit")
    assert 0 < outcome.bound < least


def test_what_a_killed_child_had_proven_is_given_out_with_the_proof():
    proven = {"status": "feasible", "carriers": ["C0"] * 30, "bound": 7, "conflicts": []}
    proven |= {"certificate": {"format": "award-certificate/1"}, "stopped": "gave_up"}

    outcome = course_of({"certified": proven}).killed()

    assert (outcome.bound, outcome.certificate) == (7, proven["certificate"])
    assert (outcome.status, outcome.stopped) == ("feasible", "time_limit")


def test_time_is_kept_back_for_the_proof():
    problem = parse_problem(hard_problem(30))
    decision = solver._Decision(problem, Incumbent(problem), time.monotonic() + 100, Cores())

    assert 70 <= decision.searched_until - time.monotonic() <= 80


def test_progress_is_told_with_a_bound_below_the_best():
    seen = []
    solve(hard_problem(30), time_limit=3, progress=seen.append)

    assert seen
    assert all(one.best_minor is None or one.bound_minor <= one.best_minor for one in seen)


def test_the_cases_that_were_looked_at_are_told_and_never_fall():
    told = iter([{"bound": 1, "nodes": 5}, {"nodes": 9}, {"bound": 2, "nodes": 9}, None])
    seen = []
    course = child._Course(Request(parse_problem(hard_problem(30))), 0, seen.append)

    for message in told:
        if message is not None:
            course.take(queue_of(message))

    assert [one.nodes for one in seen] == [5, 9, 9]


def queue_of(message):
    messages = SimpleQueue()
    messages.put(message)
    return messages


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
@pytest.mark.parametrize(
    ("document", "cores"),
    [(hard_problem(400), 1), (many_parts(3, 60, **cap(3500)), 3)],
    ids=["one core", "three cores"],
)
def test_a_cancelled_search_ends_at_once_and_leaves_no_child(document, cores):
    at_work = []

    def cancelled():
        at_work.extend(solvers_of(os.getpid()))
        return bool(at_work)

    with pytest.raises(Cancelled):
        solve_certified(document, cores=cores, cancelled=cancelled)

    assert at_work and solvers_of(os.getpid()) == []


def test_whether_it_is_cancelled_is_asked_at_most_twice_a_second():
    asked = []
    started = time.monotonic()
    solve_certified(hard_problem(400), time_limit=2, cancelled=lambda: bool(asked.append(1)))

    assert 1 <= len(asked) <= 1 + (time.monotonic() - started) / child.TICK_SECONDS


def test_a_search_begins_with_the_awards_it_is_given():
    problem = hard_problem(400)
    known = solve(problem, time_limit=1)
    carriers = tuple(row["carrier"] for row in known["assignments"])
    first = []

    solve_certified(problem, time_limit=0.5, guesses=[carriers], progress=first.append)

    assert all(one.best_minor <= known["objective_minor"] for one in first)


def test_a_bound_from_elsewhere_ends_the_search_once_an_award_meets_it(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")  # no child is needed
    problem = hard_problem(400)
    known = parse_problem(problem)
    carriers = ("C0",) * 400
    least = settle(known, carriers).objective

    found = solve_certified(known, guesses=[carriers], bound=least)

    assert (found.result["status"], found.certificate) == ("optimal", None)
    assert verify(problem, found.result) == []


def test_a_higher_bound_from_elsewhere_is_kept():
    problem = hard_problem(400)
    plain = solve(problem, time_limit=1)
    higher = (plain["lower_bound_minor"] + plain["objective_minor"]) // 2

    result = solve_certified(problem, time_limit=1, bound=higher).result

    assert result["lower_bound_minor"] >= higher
    assert verify(problem, result) == []


def test_threads_may_solve_at_the_same_time(problem):
    results = []
    threads = [threading.Thread(target=lambda: results.append(solve(problem))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [result["objective_minor"] for result in results] == [5400] * 3


SOLVER = "pricing.award.worker"


def children_of(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed]


def solvers_of(pid):
    """The solving processes that this one has at work."""
    commands = {one: Path(f"/proc/{one}/cmdline").read_text() for one in children_of(pid)}
    return [one for one, command in commands.items() if SOLVER in command]


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


def test_the_child_ends_in_silence_though_its_input_stays_open(problem):
    with subprocess.Popen(
        [sys.executable, "-m", "pricing.award.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as worker:
        pickle.dump(Request(parse_problem(problem), None, 0, ()), worker.stdin)
        worker.stdin.flush()

        said = worker.stdout.read().splitlines()
        assert (worker.wait(), worker.stderr.read()) == (0, b"")
    assert "outcome" in json.loads(said[-1])
