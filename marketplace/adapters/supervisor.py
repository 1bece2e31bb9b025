"""Keeps a set of child processes up until told to stop, then stops them in reverse order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

DIE_WITH_PARENT = """
import ctypes, os, sys
if sys.platform == "linux":
    PR_SET_PDEATHSIG, SIGKILL = 1, 9
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL)
if os.getppid() != int(sys.argv[1]):
    sys.exit(1)
os.execvp(sys.argv[2], sys.argv[2:])
"""
"becomes the program it is given, which then is killed when the supervisor dies, however it dies"
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TICK_SECONDS = 0.1
STEADY_SECONDS = 10.0
"a child that lived this long has started well: its next restart is prompt again"
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"seconds before the first, second, ... restart of a child that keeps dying"


@dataclass
class Child:
    """One process to keep up."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    "the whole environment; None: ours"
    cwd: str | os.PathLike[str] | None = None
    keeps: tuple[int, ...] = ()
    "file descriptors of ours that it is given, each time it starts"
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _deaths: int = field(default=0, init=False)
    _due: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl+C in the terminal reaches the supervisor only."""
        guard = (sys.executable, "-I", "-S", "-c", DIE_WITH_PARENT, str(os.getpid()))
        self.process = subprocess.Popen(
            [*guard, *self.argv],
            env=None if self.env is None else dict(self.env),
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self.keeps,
        )
        self._due = time.monotonic() + STEADY_SECONDS

    def keep_up(self, say: Callable[[str], object]) -> None:
        """Start it again after a pause if it has ended."""
        if self.process is not None and (code := self.process.poll()) is not None:
            self._deaths = 0 if time.monotonic() > self._due else self._deaths + 1
            pause = PAUSES[min(self._deaths, len(PAUSES)) - 1 if self._deaths else 0]
            say(f"{self.name} ended (exit code {code}); it starts again in {pause:g} s")
            self.process, self._due = None, time.monotonic() + pause
        elif self.process is None and time.monotonic() >= self._due:
            self.start()

    def stop(self, seconds: float) -> None:
        """Ask it to end; after so many seconds end it with everything it started."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


class Supervisor:
    """Runs children, and looks after what else must stay up, until a signal or `stop`."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        watch: Sequence[Callable[[], object]] = (),
        grace: float = 10.0,
        say: Callable[[str], object] = print,
    ) -> None:
        """`watch` is called about every second; what it raises stops everything and goes up."""
        self._children, self._watch = list(children), list(watch)
        self._grace, self._say = grace, say
        self._ending = False

    def stop(self) -> None:
        """Make `run` stop the children and return; safe in a signal handler or a thread."""
        self._ending = True

    def run(self) -> None:
        """Start all, keep them up; stop all before coming back, whatever happens."""
        with self._signals():
            try:
                while not self._ending:
                    self._round()
            finally:
                for child in reversed(self._children):
                    child.stop(self._grace)

    def _round(self) -> None:
        for look in self._watch:
            look()
        until = time.monotonic() + 1.0
        while not self._ending and time.monotonic() < until:
            for child in self._children:
                child.keep_up(self._say)
            time.sleep(TICK_SECONDS)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def end(_number: int, _frame: FrameType | None) -> None:
            self.stop()

        before = [(number, signal.signal(number, end)) for number in ENDING]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)
