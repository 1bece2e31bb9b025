"""`python -m marketplace.run`, where it needs no database."""

import os
import subprocess
import sys

from marketplace.adapters.run_lock import run_lock
from marketplace.config import ROOT


def run(var, **environ):
    """Run it in `var` and wait for its end."""
    return subprocess.run(
        [sys.executable, "-m", "marketplace.run"],
        cwd=ROOT,
        env={**os.environ, "MARKETPLACE_VAR": str(var), **environ},
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_second_run_says_where_the_first_answers(tmp_path):
    with run_lock(tmp_path) as lock:
        lock.announce("http://127.0.0.1:8123")

        second = run(tmp_path)

    assert second.returncode == 0
    assert "runs already at http://127.0.0.1:8123" in second.stdout


def test_a_database_that_does_not_answer_is_told_as_the_step_that_failed(tmp_path):
    failed = run(tmp_path, DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")

    assert failed.returncode == 1
    assert "cannot run: this step failed: -m alembic upgrade head" in failed.stderr
