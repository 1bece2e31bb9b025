"""Which processes serve a data folder: what postmaster.pid says, checked against the system."""

from __future__ import annotations

import os
import signal
from pathlib import Path

PROC = Path("/proc")


def postmaster(data: Path) -> int | None:
    """The pid of the server of `data`; None when its pid file is stale, or taken by a stranger."""
    pid = _noted(data)
    return pid if pid is not None and _serves(pid, data) else None


def forget_stranger(data: Path) -> None:
    """Drop a pid file whose pid now is another program's: PostgreSQL would take that for itself."""
    pid = _noted(data)
    if pid is not None and _alive(pid) and not _serves(pid, data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def quit_orphans(data: Path) -> None:
    """End the server processes that a killed postmaster left behind in `data`."""
    for entry in PROC.glob("[0-9]*"):
        if _serves(int(entry.name), data):
            try:
                os.kill(int(entry.name), signal.SIGQUIT)
            except OSError:
                continue


def _noted(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(pid: int, data: Path) -> bool:
    """Whether `pid` is a postgres of this folder, by its working folder, else by its arguments."""
    if not PROC.joinpath("self").exists():
        return _alive(pid)
    process = PROC / str(pid)
    try:
        if process.joinpath("comm").read_text().strip() != "postgres":
            return False
        works_in = _working_folder(process)
        if works_in is None:
            return os.fsencode(data) in _arguments(process)
        return works_in == data.resolve()
    except OSError:
        return False


def _working_folder(process: Path) -> Path | None:
    """None when the system doesn't tell: another account's process is often hidden."""
    try:
        return process.joinpath("cwd").readlink()
    except PermissionError:
        return None


def _arguments(process: Path) -> list[bytes]:
    """What the process was started with; nothing for one that is dead and not yet collected."""
    return process.joinpath("cmdline").read_bytes().split(b"\0")
