"""A whole marketplace of its own processes on a durable throw-away database, to be killed."""

from __future__ import annotations

import http.client
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from marketplace.adapters import embedded_postgres_processes as servers
from marketplace.adapters.embedded_postgres import EmbeddedPostgres
from marketplace.adapters.run_lock import free_port
from marketplace.adapters.throw_away_postgres import PREFIX
from marketplace.config import ROOT
from tests.crash.processes import Process, children_of, eventually, kill


@dataclass
class Stack:
    """Supervisor, gunicorn with two workers, job worker and PostgreSQL."""

    port: int
    env: dict[str, str]
    postgres: EmbeddedPostgres
    supervisor: subprocess.Popen[bytes]

    def kill_web_worker(self) -> int:
        """Kill one of gunicorn's workers; its pid."""
        return kill(eventually(self.web_workers)[0].pid)

    def kill_web_workers(self) -> list[int]:
        """Kill all of gunicorn's workers, whoever serves a request."""
        return [kill(worker.pid) for worker in eventually(self.web_workers)]

    def kill_web_master(self) -> int:
        return kill(eventually(self.web_master).pid)

    def kill_job_worker(self) -> int:
        return kill(eventually(self.job_worker).pid)

    @contextmanager
    def job_worker_held(self) -> Iterator[None]:
        """No job is begun during the block."""
        worker = eventually(self.job_worker)
        os.kill(worker.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(worker.pid, signal.SIGCONT)

    def kill_postgres(self) -> int:
        """Kill the postmaster; the supervisor, or we, start a server again."""
        pid = servers.postmaster(self.postgres.data)
        assert pid is not None
        kill(pid)
        self.postgres.ensure_running()
        assert servers.postmaster(self.postgres.data) != pid
        return pid

    def web_master(self) -> Process | None:
        return self._child("gunicorn")

    def web_workers(self) -> list[Process]:
        master = self.web_master()
        return children_of(master.pid) if master else []

    def job_worker(self) -> Process | None:
        return self._child("tests.crash.machine worker")

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def wait(self) -> None:
        """Until everything is up: the database, two web workers, the job worker."""
        eventually(lambda: len(self.web_workers()) == 2 and self.job_worker(), 180)
        eventually(self.is_ready)

    def _child(self, named: str) -> Process | None:
        """A child of the supervisor that has become the program that is meant."""
        found = [
            process
            for process in children_of(self.supervisor.pid)
            if named in process.command and "PDEATHSIG" not in process.command
        ]
        return found[0] if found else None


@contextmanager
def running_stack() -> Iterator[Stack]:
    """A stack for the block; ends and removes only what it made.

    Should this process be killed, the stack stops by itself and the next throw-away database
    sweeps its folder away.
    """
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o755)  # root's server runs as an account that has to pass through
    postgres = EmbeddedPostgres(folder / "var")
    env = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "MARKETPLACE_VAR": str(folder / "var"),
        "MARKETPLACE_SECRET_KEY": secrets.token_hex(32),
        "MARKETPLACE_SEALING_KEY": secrets.token_hex(32),
        "MARKETPLACE_PERSONAL_KEY": secrets.token_hex(32),
    }
    port = free_port(20_000 + secrets.randbelow(10_000))
    argv = [sys.executable, "-m", "tests.crash.machine", str(port)]
    with (folder / "log").open("wb") as log:
        supervisor = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=log, stderr=log)
    stack = Stack(port, env, postgres, supervisor)
    try:
        stack.wait()
        yield stack
    finally:
        supervisor.terminate()
        try:
            supervisor.wait(40)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.wait()
        print((folder / "log").read_text(errors="replace")[-4_000:])
        postgres.remove()
        shutil.rmtree(folder)
