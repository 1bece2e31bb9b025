"""Solves in a child process that is killed when its time is up; keeps the best it sent."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty
from typing import Any

from pricing.award.guesses import first_guesses
from pricing.award.incumbent import Incumbent
from pricing.award.offers import least_costs
from pricing.award.outcome import Outcome
from pricing.award.process import Messages, child_at_work
from pricing.award.request import Request
from pricing.award.result import MAX_TIED_LINES
from pricing.award.result import gap_bps as gap_between

GRACE_SECONDS = 1.0
TICK_SECONDS = 0.5


class SolverFailed(RuntimeError):
    """The child ended without an answer and without any award."""


class Undecided(TimeoutError):
    """The time limit passed before any award was found, or was shown to be impossible."""


class Cancelled(RuntimeError):
    """Who asked wants the answer no more; the child was killed."""


@dataclass(frozen=True)
class Progress:
    """What is known so far; None while there is no award. `nodes`: cases looked at."""

    best_minor: int | None
    bound_minor: int
    gap_bps: float | None
    seconds: float
    nodes: int = 0


Watch = Callable[[Progress], None]
Wish = Callable[[], bool]


def solve_in_child(
    request: Request,
    *,
    bound: int = 0,
    progress: Watch | None = None,
    cancelled: Wish | None = None,
) -> Outcome:
    """The outcome, or the best award known when the child had to be killed.

    `bound`: below it no award can cost, as is known from elsewhere. `cancelled` is asked every
    half second. Raises Cancelled, SolverFailed.
    """
    course = _Course(request, bound, progress)
    if course.enough:
        return course.best_known()
    with child_at_work(request) as messages:
        while True:
            if cancelled is not None and course.asks_again() and cancelled():
                raise Cancelled
            if course.seconds_left <= 0:
                return course.best_known(killed=True)
            if (outcome := course.take(messages)) is not None:
                return outcome


class _Course:
    """One request on its way: what is known of it and how long it has taken."""

    def __init__(self, request: Request, bound: int, progress: Watch | None) -> None:
        self.request = request
        self.bound = bound
        self.watch = progress
        self.best = Incumbent(request.problem)
        self.best.raise_bound(bound)
        for guess in request.guesses:
            self.best.offer(guess)
        self.started = self.asked = time.monotonic()

    @property
    def seconds_left(self) -> float:
        if self.request.seconds is None:
            return TICK_SECONDS
        return self.request.seconds + GRACE_SECONDS - (time.monotonic() - self.started)

    @property
    def enough(self) -> bool:
        """No search can add anything: only the tie rule, up to its limit of lines, still could."""
        if self.best.objective is None:
            return False
        if self.best.proven:
            return len(self.request.problem.lines) > MAX_TIED_LINES
        return gap_between(self.best.objective, self.best.bound) <= self.request.gap_bps

    def asks_again(self) -> bool:
        """True once in each tick."""
        now = time.monotonic()
        due = now >= self.asked
        if due:
            self.asked = now + TICK_SECONDS
        return due

    def take(self, messages: Messages) -> Outcome | None:
        """The child's next message; the outcome when there is nothing to wait for any more."""
        try:
            message = messages.get(timeout=max(0.0, min(self.seconds_left, TICK_SECONDS)))
        except Empty:
            message = {}
        if message is None:
            return self.best_known()
        if "outcome" in message:
            return self._ended(message["outcome"])
        self._learn(message)
        if self.enough and self.best.bound == self.bound:
            return self.best_known()  # proven elsewhere: there is no certificate to wait for
        if self.watch is not None:
            self.watch(self._progress())
        return None

    def _learn(self, message: dict[str, Any]) -> None:
        if message.get("carriers") is not None:
            self.best.offer(message["carriers"])
        self.best.raise_bound(message.get("bound", 0))
        self.best.count(message.get("nodes", self.best.nodes) - self.best.nodes)

    def _progress(self) -> Progress:
        objective, bound = self.best.objective, self.best.bound
        gap = None if objective is None else gap_between(objective, bound)
        spent = time.monotonic() - self.started
        return Progress(objective, bound, gap, spent, self.best.nodes)

    def _ended(self, fields: dict[str, Any]) -> Outcome:
        """The child's own outcome; with the bound from elsewhere when that is the higher one."""
        carriers, conflicts = fields["carriers"], tuple(fields["conflicts"])
        known = None if carriers is None else tuple(carriers)
        outcome = Outcome(**fields | {"carriers": known, "conflicts": conflicts})
        if known is None or outcome.status == "optimal" or outcome.bound >= self.bound:
            return outcome
        self.best.offer(known)
        return self.best_known()

    def best_known(self, *, killed: bool = False) -> Outcome:
        """What can be said without the child: its last award, or a simple one of our own."""
        best, problem = self.best, self.request.problem
        if killed:
            best.raise_bound(sum(min(row.values(), default=0) for row in least_costs(problem)))
        if killed and best.settlement is None:
            for guess in first_guesses(problem):
                best.offer(guess)
        if best.settlement is not None:
            exact = best.proven and len(problem.lines) > MAX_TIED_LINES
            return Outcome("optimal" if exact else "feasible", best.settlement.carriers, best.bound)
        if killed:
            return Outcome("undecided", bound=best.bound)
        raise SolverFailed("the solving process ended without an answer")
