"""Checking a result needs no solver, so anybody can check one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pricing.award.problem_file import parse_problem
from tests.pricing.award.solving import solve_here

ROOT = Path(__file__).parents[3]
VERIFY = """
import sys
from pricing.__main__ import main
status = main(["verify", *sys.argv[1:]])
print(sorted({"highspy", "ortools", "scipy"} & sys.modules.keys()))
sys.exit(status)
"""


@pytest.fixture
def solved(problem, tmp_path):
    """The names of a problem, its result and its certificate."""
    answer = solve_here(parse_problem(problem))
    names = []
    for at, document in enumerate((problem, answer.result, answer.certificate)):
        names.append(tmp_path / f"{at}.json")
        names[-1].write_text(json.dumps(document), encoding="utf-8")
    return names


def test_a_result_and_its_proof_are_checked_without_loading_a_solver(solved):
    problem, result, certificate = solved
    done = subprocess.run(
        [sys.executable, "-c", VERIFY, problem, result, "--certificate", certificate],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["proven: no award costs less than 5400", "[]"]
