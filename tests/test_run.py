"""`python -m marketplace.run`, where it needs no database."""

import os
import subprocess
import sys

from marketplace.adapters.run_lock import run_lock
from marketplace.config import ROOT
from marketplace.run import machine_for


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


def test_two_that_start_at_once_have_ports_of_their_own(tmp_path):
    with machine_for(tmp_path, "", {}) as one, machine_for(tmp_path, "", {}) as other:
        ports = {machine.port for machine in (one, other)}
        trials = {machine.trial_port for machine in (one, other)}

        assert len(ports) == len(trials) == 2
        for machine in (one, other):
            assert set(machine.held) == {machine.port, machine.trial_port}


def test_a_server_is_given_the_port_that_is_held_for_it(tmp_path):
    with machine_for(tmp_path, "", {}) as machine:
        trial, web, worker = machine.children()

        assert web.keeps == (machine.held[machine.port],)
        assert web.argv[-2:] == ("--bind", f"fd://{web.keeps[0]}")
        assert trial.keeps == (machine.held[machine.trial_port],)
        assert trial.argv[-1] == str(trial.keeps[0])
        assert worker.keeps == ()
