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


def hold_port(preferred: int) -> socket.socket:
    """A socket that listens on `preferred`, or on the next port of this machine that is free.

    From now on nobody else can take it; who is given the socket answers those who came meanwhile.
    """
    for port in range(preferred, preferred + 100):
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((LOOPBACK, port))
            held.listen()
        except OSError:
            held.close()
        else:
            return held
    raise OSError(f"no free port from {preferred} to {preferred + 99}")


def port_of(held: socket.socket) -> int:
    port: int = held.getsockname()[1]
    return port


def free_port(preferred: int) -> int:
    """`preferred`, or the next port of this machine that nobody listens on just now."""
    with hold_port(preferred) as held:
        return port_of(held)
