"""Additions in the order in which a cover takes them, and what parts of them would cost.

Of alternatives for the same thing each on their lower hull becomes a step on top of the one before:
then the cheapest steps per unit of volume are always those that can be taken next.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate


@dataclass(frozen=True)
class Addition:
    """Adds volume at a cost, at most `times` times (None: as often as wanted).

    `uses` counts against the room of the whole cover. Additions of one `stock` are alternatives
    for the same things, of which there are `times`.
    """

    name: Hashable
    volume: int
    cost: int
    times: int | None = None
    uses: int = 0
    stock: Hashable = None


@dataclass(frozen=True)
class Step:
    """An addition; or what it adds on top of `base`, an addition of the same stock.

    `on_hull`: no mix of other steps of its stock adds as much for less.
    """

    one: Addition
    base: Addition | None
    on_hull: bool
    volume: int
    cost: int
    uses: int

    def enough(self, missing: int) -> int:
        """How often at most, as if the stock was its own."""
        times = -(-missing // self.volume)
        return times if self.one.times is None else min(times, self.one.times)


class Parts:
    """What covering costs at least: if steps could be taken in parts and stocks were endless."""

    def __init__(self, steps: list[Step], missing: int) -> None:
        self.steps = steps
        times = [step.enough(missing) for step in steps]
        pairs = list(zip(steps, times, strict=True))
        self.volumes = list(accumulate((step.volume * n for step, n in pairs), initial=0))
        self.costs = list(accumulate((step.cost * n for step, n in pairs), initial=0))

    def cost(self, at: int, left: int) -> int | None:
        """Of what is left, with the steps from `at` on; None when they are not enough."""
        if left <= 0:
            return 0
        wanted = self.volumes[at] + left
        last = bisect_left(self.volumes, wanted, lo=at)
        if last == len(self.volumes):
            return None
        part, rest = self.steps[last - 1], wanted - self.volumes[last - 1]
        return self.costs[last - 1] - self.costs[at] + -(-rest * part.cost // part.volume)


def steps_of(additions: Iterable[Addition], missing: int, room: int | None) -> list[Step]:
    """The additions worth a look as steps, the cheapest per unit of volume first."""
    stocks: dict[Hashable, list[Addition]] = defaultdict(list)
    steps = []
    for one in _useful(additions, missing, room):
        if one.stock is None:
            steps.append(Step(one, None, True, one.volume, one.cost, one.uses))
        else:
            stocks[one.stock].append(one)
    for alternatives in stocks.values():
        steps += _of_stock(alternatives)
    return sorted(steps, key=lambda step: (Fraction(step.cost, step.volume), -step.volume))


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
            if one.times is None:
                better = [o for o in endless if o.cost < one.cost or o.uses < one.uses]
                endless = [*better, one]
    return kept


def _of_stock(alternatives: list[Addition]) -> Iterator[Step]:
    """Those on the lower hull each on top of the one before, the others by themselves."""
    hull: list[Addition] = []
    for one in sorted(alternatives, key=lambda one: (one.volume, -one.cost)):
        while hull and _slope(hull[-1], one) <= _slope(hull[-2] if hull[1:] else None, hull[-1]):
            hull.pop()
        hull.append(one)
    bases: list[Addition | None] = [None, *hull[:-1]]
    for base, one in zip(bases, hull, strict=True):
        yield Step(one, base, True, *_beyond(base, one))
    for one in alternatives:
        if one not in hull:
            yield Step(one, None, False, *_beyond(None, one))


def _slope(base: Addition | None, one: Addition) -> Fraction:
    volume, cost, _ = _beyond(base, one)
    return Fraction(cost, volume) if volume else Fraction(-1)


def _beyond(base: Addition | None, one: Addition) -> tuple[int, int, int]:
    """Volume, cost and uses of one beyond those of the other."""
    if base is None:
        return one.volume, one.cost, one.uses
    return one.volume - base.volume, one.cost - base.cost, one.uses - base.uses
