"""Processes of the marketplace, forked from one that has imported all of it, which takes seconds.

Each file of browser tests has its own web server and worker. That they start by themselves is
shown by the walkthrough and the crash tests.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.config import ROOT

IMPORTED = ("marketplace.app", "marketplace.jobs.worker", "flask.cli", "gunicorn.workers.gthread")
PYTHON_MODULE = [sys.executable, "-m"]
"what every command begins with"


class Prepared:
    """One such process, told what to do line by line; it ends with the one that asks."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [*PYTHON_MODULE, __name__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, act: str, **how: Any) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps({"act": act, **how}), file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


@cache
def prepared() -> Prepared:
    return Prepared()


class Forked:
    """A command `python -m MODULE ...` under way; what it prints goes to `log`."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        assert list(argv[:2]) == PYTHON_MODULE
        self.pid = prepared().ask("start", argv=list(argv[2:]), env=dict(env), log=str(log))

    def send_signal(self, number: int) -> None:
        prepared().ask("signal", pid=self.pid, number=number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Its exit status; below 0 the signal that ended it."""
        return prepared().ask("wait", pid=self.pid)


def start(*, argv: list[str], env: dict[str, str], log: str) -> int:
    """Its process id."""
    pid = os.fork()
    if pid == 0:
        _become(argv, env, log)
    return pid


def _become(argv: list[str], env: dict[str, str], log: str) -> None:
    """Do what the command does, and end."""
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(written, 1)
        os.dup2(written, 2)
        os.environ.clear()
        os.environ.update(env)
        gc.enable()
        sys.argv = argv
        runpy.run_module(argv[0], run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def send(*, pid: int, number: int) -> int:
    os.kill(pid, number)  # not waited for yet, so that the number is nobody else's
    return 0


def wait(*, pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


ACTS = {"start": start, "signal": send, "wait": wait}


def main() -> None:
    gc.disable()
    for name in IMPORTED:
        __import__(name)
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        print(ACTS[asked.pop("act")](**asked), flush=True)


if __name__ == "__main__":
    main()
