"""Kernel locks on files: they end with their holder, so a crash leaves none behind."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait until nobody else holds the lock on `path`, then hold it for the block."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def share(file: IO[str]) -> None:
    """Hold the file together with any number of others, until it is closed."""
    fcntl.flock(file, fcntl.LOCK_SH)


def take_alone(file: IO[str]) -> bool:
    """Whether nobody else holds the file; it is then held exclusively until it is closed."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
