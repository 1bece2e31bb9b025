"""A throw-away database and gunicorn for a measurement, and the CPU time they spend."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from bench.peer import Base
from marketplace.adapters.run_lock import free_port
from marketplace.adapters.throw_away_postgres import throw_away
from marketplace.config import ROOT

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """Where the server under measurement answers, and its database."""

    port: int
    url: str
    gunicorn: int
    postmaster: int

    def cpu(self) -> float:
        """CPU seconds spent so far by gunicorn and PostgreSQL with all their children."""
        return tree_cpu(self.gunicorn) + tree_cpu(self.postmaster)


@contextmanager
def served(workers: int = 2, threads: int = 8) -> Iterator[Served]:
    """PostgreSQL with durable commits, migrated, and gunicorn serving bench.peer."""
    with throw_away(durable=True) as cluster, TemporaryDirectory() as var:
        environ = os.environ | {
            "DATABASE_URL": cluster.url,
            "MARKETPLACE_VAR": var,
            "MARKETPLACE_SECRET_KEY": secrets.token_hex(32),
            "MARKETPLACE_SEALING_KEY": secrets.token_hex(32),
            "MARKETPLACE_PERSONAL_KEY": secrets.token_hex(32),
        }
        upgrade = [sys.executable, "-m", "alembic", "upgrade", "head"]
        subprocess.run(upgrade, cwd=ROOT, env=environ, check=True)
        engine = sa.create_engine(cluster.url)
        Base.metadata.create_all(engine)
        engine.dispose()
        port = free_port(18000)
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "bench.peer:application()",
                "-k",
                "gthread",
                "--workers",
                str(workers),
                "--threads",
                str(threads),
                "--keep-alive",
                "30",
                "--bind",
                f"127.0.0.1:{port}",
                "--no-control-socket",
                "--log-level",
                "warning",
            ],
            cwd=ROOT,
            env=environ,
        )
        try:
            wait_until_ready(port)
            postmaster = int((Path(cluster.data) / "postmaster.pid").read_text().split()[0])
            yield Served(port, cluster.url, process.pid, postmaster)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def wait_until_ready(port: int, seconds: float = 60) -> None:
    import http.client

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/api/v1/openapi.json")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not become ready")


def tree_cpu(pid: int) -> float:
    """CPU seconds of a process, its living descendants, and the children it has reaped."""
    parents: dict[int, list[int]] = {}
    stats: dict[int, list[str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            stats[int(entry.name)] = fields
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    total, todo = 0, [pid]
    while todo:
        current = todo.pop()
        fields = stats.get(current)
        if fields:
            total += sum(map(int, fields[11:15]))
            todo += parents.get(current, [])
    return total / TICK
