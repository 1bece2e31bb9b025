"""`python -m tests.crash.machine PORT`: what `make run` keeps up, on a port that is given.

The same children, migrations and supervisor; only the worker's patience with dead workers is
shorter, so that a test need not wait for it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

from marketplace import run
from marketplace.adapters.supervisor import Child, Supervisor
from marketplace.config import ROOT

STALLED_SECONDS = 4
PR_SET_PDEATHSIG = 1


def main(port: int) -> None:
    """Keep everything up until SIGTERM, which also comes when the test process dies."""
    signal.signal(signal.SIGTERM, _interrupt)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    var = Path(os.environ["MARKETPLACE_VAR"])
    with run.database(var, {}) as (url, server):
        machine = run.Machine(port, os.environ | {"DATABASE_URL": url})
        machine.call(*run.MIGRATE)
        web, _ = machine.children()
        work = (sys.executable, "-m", "tests.crash.machine", "worker")
        assert server is not None
        Supervisor(
            [web, Child("worker", work, machine.env, ROOT)],
            watch=[lambda: server.is_running() or server.ensure_running()],
        ).run()


def work() -> None:
    """The job worker, quick to take up the jobs of the dead."""
    from marketplace.jobs.worker import run as run_worker
    from wsgi import app

    run_worker(app.extensions["marketplace"], stalled_seconds=STALLED_SECONDS)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    work() if sys.argv[1] == "worker" else main(int(sys.argv[1]))
