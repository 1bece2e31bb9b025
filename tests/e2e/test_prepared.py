"""A forked command does what `python -m` does: its arguments, settings, log, signals and status."""

import signal
import sys

import pytest

from tests.e2e.prepared import Forked


@pytest.mark.parametrize(("argv", "status"), [(("--help",), 0), (("--unknown",), 2)])
def test_it_ends_with_the_commands_own_status_and_words(argv, status, tmp_path):
    command = Forked([sys.executable, "-m", "json.tool", *argv], {}, tmp_path / "log")

    assert command.wait() == status
    assert "usage: " in (tmp_path / "log").read_text()


def test_it_has_the_settings_given_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setenv("OWN", "not passed on")
    telling = "import os; print(dict(os.environ))"
    argv = [sys.executable, "-m", "timeit", "-n", "1", "-r", "1", telling]

    Forked(argv, {"GIVEN": "3"}, tmp_path / "log").wait()

    told = (tmp_path / "log").read_text()
    assert "'GIVEN': '3'" in told and "OWN" not in told


def test_a_signal_ends_it(tmp_path):
    endless = [sys.executable, "-m", "timeit", "-n", "1", "import time; time.sleep(600)"]
    command = Forked(endless, {}, tmp_path / "log")

    command.terminate()

    assert command.wait() == -signal.SIGTERM


def test_a_fault_is_told_in_the_log(tmp_path):
    command = Forked([sys.executable, "-m", "no_such_module"], {}, tmp_path / "log")

    assert command.wait() == 1
    assert "No module named no_such_module" in (tmp_path / "log").read_text()
