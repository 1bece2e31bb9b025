"""The living descendants of a process, and which of them is what; Linux only."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process as found: its pid, its parent's, and what it was started with."""

    pid: int
    parent: int
    command: str


def children_of(pid: int) -> list[Process]:
    """The living children; one that is dead and not yet collected does not count."""
    return [process for process in _all() if process.parent == pid and process.command]


def descendants_of(pid: int) -> list[Process]:
    """Everything below a process."""
    found, todo, every = [], [pid], _all()
    while todo:
        above = todo.pop()
        below = [process for process in every if process.parent == above and process.command]
        found += below
        todo += [process.pid for process in below]
    return found


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
        time.sleep(0.02)
    return found


def _all() -> list[Process]:
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [Process(pid, _parent(pid), _command(pid)) for pid in pids]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(pid: int) -> str:
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return ""
    return b" ".join(arguments).decode(errors="replace")
