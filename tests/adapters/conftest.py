"""Embedded servers: one that stands, one to start and kill, and one to do anything to."""

import shutil
import subprocess
import sys

import pytest

from marketplace.adapters.embedded_postgres import EmbeddedPostgres, lease
from marketplace.adapters.throw_away_postgres import throw_away
from tests.adapters.clusters import HOLDER, ROOT, open_folder


@pytest.fixture
def home():
    folder = open_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made():
    """A cluster made once, to be copied: initdb takes a second."""
    folder = open_folder()
    with lease(folder / "var", durable=False) as server:
        assert server.is_running()
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def standing():
    """A running server for rules that change nothing."""
    with throw_away() as server:
        yield server


@pytest.fixture
def copied(home, made):
    """The folder of a cluster that has never run there, in a home of its own."""
    subprocess.run(["cp", "-R", made, home / "var"], check=True)  # in Python twice as long
    return home / "var"


@pytest.fixture
def server(made):
    """One that a test may start, stop and kill: the next test has the same data."""
    server = EmbeddedPostgres(made, durable=False)
    yield server
    server.stop()


@pytest.fixture
def own_server(copied):
    """One whose folder a test may move or spoil."""
    server = EmbeddedPostgres(copied, durable=False)
    yield server
    server.remove()


@pytest.fixture
def hold(server):
    """Start other processes that hold a lease until a line is sent to them."""
    started = []

    def start():
        argv = [sys.executable, "-c", HOLDER, str(server.var)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(argv, cwd=ROOT, text=True, **pipes)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
