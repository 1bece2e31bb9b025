"""One marketplace per folder; a port that is free."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.adapters.run_lock import AlreadyRunning, free_port, hold_port, port_of, run_lock

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from marketplace.adapters.run_lock import run_lock
with run_lock(Path(sys.argv[1])) as lock:
    lock.announce("http://127.0.0.1:8123")
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_the_holder_says_who_and_where_it_is(tmp_path):
    with run_lock(tmp_path) as lock:
        lock.announce("http://127.0.0.1:8000")

        told = json.loads((tmp_path / "run.lock").read_text())

    assert told == {"pid": os.getpid(), "url": "http://127.0.0.1:8000"}


def test_the_second_is_told_where_the_first_answers(tmp_path):
    with run_lock(tmp_path) as lock, pytest.raises(AlreadyRunning) as refused:
        lock.announce("http://127.0.0.1:8000")
        with run_lock(tmp_path):
            pass

    assert (refused.value.pid, refused.value.url) == (os.getpid(), "http://127.0.0.1:8000")


def test_one_that_is_still_starting_has_no_address_yet(tmp_path):
    with run_lock(tmp_path), pytest.raises(AlreadyRunning) as refused, run_lock(tmp_path):
        pass

    assert refused.value.url is None


def test_it_can_be_held_again_once_let_go(tmp_path):
    with run_lock(tmp_path):
        pass

    with run_lock(tmp_path) as lock:
        assert not lock.file.closed


@pytest.mark.crash
def test_a_killed_holder_leaves_no_lock_behind(tmp_path):
    argv = [sys.executable, "-c", HOLDER, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(argv, cwd=ROOT, **pipes) as holder:
        holder.stdout.readline()
        with pytest.raises(AlreadyRunning), run_lock(tmp_path):
            pass

        holder.send_signal(signal.SIGKILL)
        holder.wait()

        with run_lock(tmp_path) as lock:
            assert not lock.file.closed


def test_a_port_in_use_is_passed_over():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        found = free_port(port)

    assert port < found < port + 100


def test_a_held_port_is_nobody_elses_and_who_came_early_is_answered():
    with hold_port(18000) as held, hold_port(port_of(held)) as other:
        assert port_of(other) > port_of(held)

        with socket.create_connection(("127.0.0.1", port_of(held))) as early:
            given = socket.socket(fileno=os.dup(held.fileno()))
            with given, given.accept()[0] as answering:
                answering.sendall(b"here")
            assert early.recv(4) == b"here"


def test_the_preferred_port_is_taken_when_it_is_free():
    port = free_port(18000)

    assert free_port(port) == port
