"""What the tests of the embedded PostgreSQL do to a server: ask it, kill it, hold a lease."""

import os
import signal
import tempfile
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from marketplace.adapters.embedded_postgres import lease
with lease(Path(sys.argv[1]), durable=False) as server:
    print(server.url, flush=True)
    sys.stdin.readline()
"""


def open_folder():
    """A folder that every account may pass through, as a project's usually is."""
    folder = Path(tempfile.mkdtemp()).resolve()
    folder.chmod(0o755)
    return folder


def let_go(process):
    process.communicate("\n", timeout=30)


def ask(server, query):
    with psycopg.connect(server.url) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster_pid(server):
    return int((server.data / "postmaster.pid").read_text().split()[0])


def kill_postmaster(server):
    pid = postmaster_pid(server)
    os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while server.is_running():
        assert time.monotonic() < until
        time.sleep(0.01)
    return pid
