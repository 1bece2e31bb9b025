"""One running marketplace per `var` folder, and where it answers."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from marketplace.adapters.file_lock import take_alone

LOOPBACK = "127.0.0.1"


class AlreadyRunning(RuntimeError):
    """Somebody else holds the lock; `url` is None while that one is still starting."""

    def __init__(self, pid: int | None, url: str | None) -> None:
        """What the holder wrote about itself."""
        super().__init__(f"runs already as process {pid} at {url}")
        self.pid, self.url = pid, url


@dataclass(frozen=True)
class RunLock:
    """The lock, held by us."""

    file: IO[str]

    def announce(self, url: str | None) -> None:
        """Tell those who come later who we are and where we answer."""
        self.file.seek(0)
        self.file.truncate()
        json.dump({"pid": os.getpid(), "url": url}, self.file)
        self.file.flush()


@contextmanager
def run_lock(var: Path) -> Iterator[RunLock]:
    """Hold `var/run.lock` for the block; raises AlreadyRunning when it is held."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "run.lock").open("a+") as file:
        if not take_alone(file):
            raise AlreadyRunning(*_read(file))
        lock = RunLock(file)
        lock.announce(None)
        try:
            yield lock
        finally:
            file.truncate(0)


def _read(file: IO[str]) -> tuple[int | None, str | None]:
    file.seek(0)
    try:
        told = json.load(file)
    except ValueError:
        return None, None
    return told["pid"], told["url"]


def free_port(preferred: int = 8000) -> int:
    """`preferred`, or the next port of this machine that nobody listens on."""
    for port in range(preferred, preferred + 100):
        if _is_free(port):
            return port
    raise OSError(f"no free port from {preferred} to {preferred + 99}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
