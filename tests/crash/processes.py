"""The living children of a process, and which of them is what; Linux only."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process as found: its pid, and what it was started with."""

    pid: int
    command: str


def children_of(pid: int) -> list[Process]:
    """The living children; one that is dead and not yet collected does not count."""
    found = [Process(child, _command(child)) for child in _children(pid)]
    return [process for process in found if process.command]


def is_alive(pid: int) -> bool:
    return bool(_command(pid))


def kill(pid: int) -> int:
    """SIGKILL, and wait until the process is gone; its pid."""
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: not is_alive(pid), 10)
    return pid


def eventually(what, seconds: float = 120.0):  # type: ignore[no-untyped-def]
    """What `what` returns once it is true."""
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, "it never came to pass"
        time.sleep(0.05)
    return found


def _children(pid: int) -> list[int]:
    """As the kernel lists them, by the thread that made them.

    Looking at every process of the machine, many times a second, would take a core from those that
    are waited for.
    """
    tasks = Path(f"/proc/{pid}/task")
    with suppress(OSError):  # it has ended
        told = b" ".join(_read(task / "children") for task in tasks.iterdir())
        return [int(child) for child in told.split()]
    return []


def _command(pid: int) -> str:
    arguments = _read(Path(f"/proc/{pid}/cmdline")).split(b"\0")
    return b" ".join(arguments).decode(errors="replace")


def _read(path: Path) -> bytes:
    """Nothing, when the process has ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
