"""A marketplace of its own for the browser: gunicorn, the job worker, a database of its own."""

from __future__ import annotations

import os
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from marketplace.adapters.run_lock import free_port
from marketplace.run import Machine
from tests.e2e.prepared import Forked
from tests.factories.scratch import own_database


@dataclass
class Served:
    """Where it answers, what its processes were told, and the worker, to be held for a moment."""

    machine: Machine
    worker: Forked

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """No job is done during the block."""
        self.worker.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.worker.send_signal(signal.SIGCONT)


@contextmanager
def served(var: Path, database_url: str) -> Iterator[Served]:
    """The processes of `make run` for the block, on a free port, with a clock that can be moved.

    Their database stands in the cluster of `database_url`.
    """
    with own_database(database_url) as own:
        env = {
            **os.environ,
            "DATABASE_URL": own,
            "MARKETPLACE_VAR": str(var),
            "MARKETPLACE_SECRET_KEY": secrets.token_hex(32),
            "MARKETPLACE_SEALING_KEY": secrets.token_hex(32),
            "MARKETPLACE_PERSONAL_KEY": secrets.token_hex(32),
            "MARKETPLACE_DEMO_CLOCK": "1",
        }
        port = free_port(20_000 + secrets.randbelow(10_000))
        machine = Machine(port, env | {"MARKETPLACE_BASE_URL": f"http://127.0.0.1:{port}"})
        processes = [Forked(child.argv, machine.env, var / "log") for child in machine.children()]
        try:
            _wait(machine.url)
            yield Served(machine, processes[1])
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def _wait(url: str, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(f"{url}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"{url} never became ready")
