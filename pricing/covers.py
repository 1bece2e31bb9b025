"""The cheapest additions that make up a missing volume: a covering knapsack.

Branch and bound over how often each addition is taken, the cheapest per unit of volume first. What
is left to cover costs at least what the cheapest additions would cost if parts could be taken.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

LOOKED_AT = 20_000
"Nodes of the search; when they run out, the best cover found may not be the cheapest"
Taken = tuple[tuple[Hashable, int], ...]
Judge = Callable[[Taken], int | None]


@dataclass(frozen=True)
class Addition:
    """Adds volume at a cost, at most `times` times (None: as often as wanted).

    `uses` counts against the room of the whole cover; additions of one `stock` share its times.
    """

    name: Hashable
    volume: int
    cost: int
    times: int | None = None
    uses: int = 0
    stock: Hashable = None


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
    return _Search(_useful(additions, missing, room), missing, room, judge).run()


@dataclass(frozen=True)
class _Node:
    """At most `times` of the addition at `at`, on top of what is taken of those before it."""

    at: int
    times: int
    taken: tuple[tuple[int, int], ...]
    cost: int
    left: int
    room: int | None


class _Search:
    def __init__(
        self, additions: list[Addition], missing: int, room: int | None, judge: Judge | None
    ) -> None:
        self.additions, self.judge = additions, judge
        whole = [(one, self._times(one, missing)) for one in additions]
        self.volumes = list(accumulate((one.volume * n for one, n in whole), initial=0))
        self.costs = list(accumulate((one.cost * n for one, n in whole), initial=0))
        self.missing, self.room = missing, room
        self.best: tuple[int, Taken] | None = None

    def run(self) -> Cover | None:
        least = self._bound(0, self.missing)
        nodes = self._below(0, (), 0, self.missing, self.room)
        looked = 0
        while nodes and looked < LOOKED_AT:
            nodes += self._look_at(nodes.pop())
            looked += 1
        if self.best is None or least is None:
            return None
        cost, taken = self.best
        return Cover(taken, cost, least if nodes else cost)

    def _look_at(self, node: _Node) -> list[_Node]:
        """The nodes that may hold something better, the most promising last."""
        one, times = self.additions[node.at], node.times
        cost, left = node.cost + times * one.cost, node.left - times * one.volume
        room = None if node.room is None else node.room - times * one.uses
        more = self._bound(node.at + 1, left)
        if more is None or (self.best is not None and cost + more >= self.best[0]):
            return []  # with fewer of this one it would cost no less
        taken = (*node.taken, (node.at, times))
        fewer = [replace(node, times=times - 1)] if times else []
        if left > 0:
            return fewer + self._below(node.at + 1, taken, cost, left, room)
        self._keep(taken, cost)
        return fewer

    def _keep(self, taken: tuple[tuple[int, int], ...], cost: int) -> None:
        named = tuple((self.additions[at].name, times) for at, times in taken if times)
        known = cost if self.judge is None else self.judge(named)
        if known is not None and (self.best is None or known < self.best[0]):
            self.best = (known, named)

    def _below(
        self, at: int, taken: tuple[tuple[int, int], ...], cost: int, left: int, room: int | None
    ) -> list[_Node]:
        if at == len(self.additions):
            return []
        one = self.additions[at]
        times = self._times(one, left)
        if one.stock is not None and one.times is not None:
            same = (n for other, n in taken if self.additions[other].stock == one.stock)
            times = min(times, one.times - sum(same))
        if room is not None and one.uses:
            times = min(times, room // one.uses)
        return [_Node(at, times, taken, cost, left, room)]

    def _times(self, one: Addition, left: int) -> int:
        enough = -(-left // one.volume)
        return enough if one.times is None else min(enough, one.times)

    def _bound(self, at: int, left: int) -> int | None:
        """Below what covering the rest from here on costs; None: it cannot be covered."""
        if left <= 0:
            return 0
        wanted = self.volumes[at] + left
        last = bisect_left(self.volumes, wanted, lo=at)
        if last == len(self.volumes):
            return None
        part = self.additions[last - 1]
        missing = wanted - self.volumes[last - 1]
        return self.costs[last - 1] - self.costs[at] + -(-missing * part.cost // part.volume)


def _useful(additions: Iterable[Addition], missing: int, room: int | None) -> list[Addition]:
    """Those that add volume and can be taken, without what another one does better every time."""
    clipped = [
        replace(one, volume=min(one.volume, missing))
        for one in additions
        if one.volume > 0 and one.times != 0 and (room is None or one.uses <= room)
    ]
    kept: list[Addition] = []
    endless: list[Addition] = []
    for one in sorted(clipped, key=lambda one: (-one.volume, one.cost, one.uses)):
        if not any(other.cost <= one.cost and other.uses <= one.uses for other in endless):
            kept.append(one)
            endless += [one] if one.times is None else []
    return sorted(kept, key=lambda one: (Fraction(one.cost, one.volume), -one.volume))
