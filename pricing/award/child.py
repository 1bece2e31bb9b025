"""Solves in a child process that is killed when its time is up; keeps the best it sent."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Empty
from typing import Any

from pricing.award.guesses import first_guesses
from pricing.award.incumbent import Incumbent
from pricing.award.offers import floor_of
from pricing.award.outcome import Outcome
from pricing.award.process import Messages, child_at_work
from pricing.award.request import Request
from pricing.award.result import MAX_TIED_LINES
from pricing.award.result import gap_bps as gap_between

GRACE_SECONDS = 1.0
TICK_SECONDS = 0.5


class SolverFailed(RuntimeError):
    """The child ended without an answer."""


class Undecided(RuntimeError):
    """The search ended before any award was found, or was shown to be impossible."""


class GaveUp(Undecided):
    """The same with time to spare: there was too much to split, or the amounts are too wide."""


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

    The bound of that award is what its lines cost at the very least, or `bound`: what the child
    told of a bound on its way was not proven. `bound`: below it no award can cost, as is known
    from elsewhere. `cancelled` is asked every half second. Raises Cancelled, SolverFailed.
    """
    course = _Course(request, bound, progress)
    if course.enough:
        return course.best_known("gap")
    with child_at_work(request) as messages:
        while True:
            if cancelled is not None and course.asks_again() and cancelled():
                raise Cancelled
            if course.seconds_left <= 0:
                return course.killed()
            if (outcome := course.take(messages)) is not None:
                return outcome


class _Course:
    """One request on its way: what is known of it and how long it has taken."""

    def __init__(self, request: Request, bound: int, progress: Watch | None) -> None:
        self.request = request
        self.bound = bound
        self.watch = progress
        self.certified: Outcome | None = None
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
            raise SolverFailed("the solving process ended without an answer")
        if "outcome" in message:
            return self._ended(_outcome(message["outcome"]))
        if "certified" in message:
            self.certified = _outcome(message["certified"])
            return None
        self._learn(message)
        if self.enough and self.best.bound == self.bound:
            return self.best_known("gap")  # proven elsewhere: there is no certificate to wait for
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

    def _ended(self, outcome: Outcome) -> Outcome:
        """The child's own outcome; with the bound from elsewhere when that is the higher one."""
        known = outcome.carriers
        if known is None or outcome.status == "optimal" or outcome.bound >= self.bound:
            return outcome
        self.best.offer(known)
        return self.best_known(outcome.stopped or "ties")

    def killed(self) -> Outcome:
        """What can be said without the child: its last award, or a simple one of our own.

        With the child's proof, where it had one already and was telling equal totals apart.
        """
        if self.certified is not None and self.certified.bound >= self.bound:
            return replace(self.certified, stopped="time_limit")
        best, problem = self.best, self.request.problem
        floor = floor_of(problem)
        if best.settlement is None:
            for guess in first_guesses(problem):
                best.offer(guess)
        if best.settlement is None:
            return Outcome("undecided", bound=max(floor, self.bound), stopped="time_limit")
        return self.best_known("time_limit", floor)

    def best_known(self, stopped: str, floor: int = 0) -> Outcome:
        """The best award with the bound from elsewhere, or the floor: only the first is proven."""
        settlement = self.best.settlement
        assert settlement is not None
        objective = settlement.objective
        if self.bound >= objective and len(self.request.problem.lines) > MAX_TIED_LINES:
            return Outcome("optimal", settlement.carriers, objective)
        bound = min(max(floor, self.bound), objective)
        return Outcome("feasible", settlement.carriers, bound, stopped=stopped)


def _outcome(fields: dict[str, Any]) -> Outcome:
    carriers, conflicts = fields["carriers"], tuple(fields["conflicts"])
    known = None if carriers is None else tuple(carriers)
    return Outcome(**fields | {"carriers": known, "conflicts": conflicts})
