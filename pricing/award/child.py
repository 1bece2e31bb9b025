"""Solves in a child process that is killed when its time is up; keeps the best it sent."""

import json
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

import pricing
from pricing.award.guesses import first_guesses
from pricing.award.incumbent import Incumbent
from pricing.award.offers import least_costs
from pricing.award.outcome import Outcome
from pricing.award.problem import Problem
from pricing.award.request import Request
from pricing.award.result import gap_bps as gap_between

GRACE_SECONDS = 1.0
TICK_SECONDS = 0.5


class SolverFailed(RuntimeError):
    """The child ended without an answer and without any award."""


class Undecided(TimeoutError):
    """The time limit passed before any award was found, or was shown to be impossible."""


@dataclass(frozen=True)
class Progress:
    """What is known so far; None while there is no award."""

    best_minor: int | None
    bound_minor: int
    gap_bps: float | None
    seconds: float


Watch = Callable[[Progress], None]


def solve_in_child(
    problem: Problem, seconds: float | None, gap_bps: float, progress: Watch | None
) -> Outcome:
    """The outcome, or the best award known when the child had to be killed."""
    started = time.monotonic()
    best = Incumbent(problem)
    with _child(Request(problem, seconds, gap_bps)) as messages:
        while True:
            spent = time.monotonic() - started
            left = TICK_SECONDS if seconds is None else seconds + GRACE_SECONDS - spent
            if left <= 0:
                return _best_known(best, killed=True)
            try:
                message = messages.get(timeout=min(left, TICK_SECONDS))
            except Empty:
                message = {}
            if message is None:
                return _best_known(best, killed=False)
            if "outcome" in message:
                return _outcome(message["outcome"])
            _learn(best, message)
            if progress is not None:
                progress(_progress(best, time.monotonic() - started))


def _learn(best: Incumbent, message: dict[str, Any]) -> None:
    if message.get("carriers") is not None:
        best.offer(message["carriers"])
    best.raise_bound(message.get("bound", 0))


def _progress(best: Incumbent, seconds: float) -> Progress:
    objective = best.objective
    gap = None if objective is None else gap_between(objective, best.bound)
    return Progress(objective, best.bound, gap, seconds)


def _outcome(fields: dict[str, Any]) -> Outcome:
    carriers = fields["carriers"]
    return Outcome(
        status=fields["status"],
        carriers=None if carriers is None else tuple(carriers),
        bound=fields["bound"],
        conflicts=tuple(fields["conflicts"]),
        conflicts_minimal=fields["conflicts_minimal"],
    )


def _best_known(best: Incumbent, *, killed: bool) -> Outcome:
    """What can be said without the child: its last award, or a simple one of our own."""
    if killed:
        best.raise_bound(sum(min(row.values(), default=0) for row in least_costs(best.problem)))
    if killed and best.settlement is None:
        for guess in first_guesses(best.problem):
            best.offer(guess)
    if best.settlement is not None:
        return Outcome("feasible", best.settlement.carriers, best.bound)
    if killed:
        return Outcome("undecided", bound=best.bound)
    raise SolverFailed("the solving process ended without an answer")


@contextmanager
def _child(request: Request) -> Iterator["SimpleQueue[dict[str, Any] | None]"]:
    """A child at work on the request, and the queue of its messages, closed with None.

    Started afresh, never forked, so that any thread of any process may call. The child's
    standard input stays open until the end: should this process die, it closes and the child ends.
    """
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "pricing.award.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": _search_path()},
    )
    messages: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    assert child.stdin is not None and child.stdout is not None
    reader = threading.Thread(target=_pass_on, args=(child.stdout, messages), daemon=True)
    reader.start()
    try:
        _ask(child.stdin, request)
        yield messages
    finally:
        child.kill()
        child.wait()
        reader.join()
        child.stdout.close()
        _close(child.stdin)


def _search_path() -> str:
    """The child's module path: first the folder this very package was loaded from."""
    here = str(Path(pricing.__file__).parent.parent)
    return os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])


def _ask(pipe: IO[bytes], request: Request) -> None:
    with suppress(BrokenPipeError):  # the child is gone; the end of its messages says so
        pickle.dump(request, pipe)
        pipe.flush()


def _close(pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # what was still in the buffer has no reader any more
        pipe.close()


def _pass_on(pipe: IO[bytes], messages: "SimpleQueue[dict[str, Any] | None]") -> None:
    for text in pipe:
        if text.endswith(b"\n"):
            messages.put(json.loads(text))
    messages.put(None)
