"""The cheapest additions that make up a missing volume: a covering knapsack.

Branch and bound over how often each addition is taken, the cheapest per unit of volume first: the
first cover found is the greedy one. What is left to cover costs at least what the cheapest
additions would cost if parts could be taken.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from pricing.cover_steps import Addition, Parts, Step, steps_of

STEPS = 20_000
"Choices looked at; when they run out, the best cover found may not be the cheapest"
Taken = tuple[tuple[Hashable, int], ...]
Judge = Callable[[Taken], int | None]


@dataclass(frozen=True)
class Cover:
    """How often which addition is taken; no cover costs less than `least`."""

    taken: Taken
    cost: int
    least: int

    @property
    def proven(self) -> bool:
        """Whether there is none cheaper."""
        return self.cost == self.least


def cheapest_cover(
    additions: Iterable[Addition],
    missing: int,
    room: int | None = None,
    judge: Judge | None = None,
) -> Cover | None:
    """The additions of least cost whose volumes reach what is missing; None if none are found.

    Costs and volumes are not negative, `missing` is positive; all additions together use at most
    the `room`. A `judge` says what a cover costs in truth, no less than the sum of its costs, or
    None where it is not allowed.
    """
    return _Search(steps_of(additions, missing, room), missing, room, judge).run()


class _Search:
    """One choice after the other of how often to take a step; taken back from the last on."""

    def __init__(
        self, steps: list[Step], missing: int, room: int | None, judge: Judge | None
    ) -> None:
        self.steps, self.judge = steps, judge
        place = {id(step.one): at for at, step in enumerate(steps)}
        self.bases = [None if step.base is None else place[id(step.base)] for step in steps]
        self.least = Parts([step for step in steps if step.on_hull], missing).cost(0, missing)
        self.parts = Parts(steps, missing)
        self.chosen: list[int] = []
        self.drawn: Counter[Hashable] = Counter()
        self.cost, self.left, self.room = 0, missing, room
        self.best: tuple[int, Taken] | None = None

    def run(self) -> Cover | None:
        more = self.least is not None
        for _ in range(STEPS):
            more = more and (self._deeper() or self._back())
        if self.best is None or self.least is None:
            return None
        cost, taken = self.best
        return Cover(taken, cost, min(self.least, cost) if more else cost)

    def _deeper(self) -> bool:
        """Chooses the next step's times; False when nothing better can follow."""
        if self.left > 0:
            return len(self.chosen) < len(self.steps) and self._choose(self._most())
        self._keep()
        return False

    def _back(self) -> bool:
        """Chooses fewer of the last step of which that is promising; False at the end."""
        while self.chosen:
            times = self._take_back()
            if times and self._choose(times - 1):
                return True
        return False

    def _choose(self, times: int) -> bool:
        """Takes that many of the next step, or fewer where that is too many; False if in vain.

        What is taken later costs more for its volume: when so many do not lead to anything better
        and something is still missing, fewer do not either.
        """
        for fewer in range(times, -1, -1):
            self._take(fewer)
            more = self.parts.cost(len(self.chosen), self.left)
            if more is not None and (self.best is None or self.cost + more < self.best[0]):
                return True
            covered = self.left <= 0
            self._take_back()
            if not covered:
                break
        return False

    def _most(self) -> int:
        """How many of the next step there can be."""
        step, base = self.steps[len(self.chosen)], self.bases[len(self.chosen)]
        most = step.enough(self.left)
        if base is not None:
            most = min(most, self.chosen[base])
        elif step.one.stock is not None and step.one.times is not None:
            most = min(most, step.one.times - self.drawn[step.one.stock])
        if self.room is not None and step.uses > 0:
            most = min(most, self.room // step.uses)
        return max(0, most)

    def _take(self, times: int) -> None:
        self._count(self.steps[len(self.chosen)], times)
        self.chosen.append(times)

    def _take_back(self) -> int:
        times = self.chosen.pop()
        self._count(self.steps[len(self.chosen)], -times)
        return times

    def _count(self, step: Step, times: int) -> None:
        self.cost += times * step.cost
        self.left -= times * step.volume
        if step.base is None and step.one.stock is not None:
            self.drawn[step.one.stock] += times
        if self.room is not None:
            self.room -= times * step.uses

    def _keep(self) -> None:
        taken = self._taken()
        known = self.cost if self.judge is None else self.judge(taken)
        if known is not None and (self.best is None or known < self.best[0]):
            self.best = (known, taken)

    def _taken(self) -> Taken:
        """How often each addition: what stands on top of another one takes its place."""
        counts: Counter[int] = Counter()
        for at, times in enumerate(self.chosen):
            if times:
                counts[at] += times
                base = self.bases[at]
                if base is not None:
                    counts[base] -= times
        return tuple((self.steps[at].one.name, times) for at, times in counts.items() if times)
