"""Line by line search in exact integers, for amounts that floating point cannot tell apart."""

import time

from pricing.award.incumbent import Incumbent
from pricing.award.offers import least_costs

MAX_NODES = 300_000
LINES_A_NODE = 10
"so many lines of an award take as long to settle as a node to look at"


def enumerate_best(best: Incumbent, deadline: float, most: int = MAX_NODES) -> bool:
    """Improves `best` to the first in rank; False when there was too much to look through."""
    search = _Enumeration(best, deadline, most)
    try:
        search.descend(0, 0, 0)
    except _TooMuch:
        return False
    return True


class _TooMuch(Exception):
    """The nodes or the time ran out."""


class _Enumeration:
    def __init__(self, best: Incumbent, deadline: float, most: int) -> None:
        self.most = most
        self.best = best
        self.deadline = deadline
        self.nodes = 0
        self.chosen: list[str | None] = []
        self.choices = least_costs(best.problem)
        self.least_after = [0]
        for costs in reversed(self.choices):
            self.least_after.append(self.least_after[-1] + min(costs.values(), default=0))
        self.least_after.reverse()

    def descend(self, line: int, spent: int, unserved: int) -> None:
        """Every assignment of the lines from here on that could still rank first."""
        self._count()
        known = self.best.settlement
        winners = len({carrier for carrier in self.chosen if carrier is not None})
        if known is not None:
            least = (spent + self.least_after[line], unserved, winners)
            if least > known.rank[:3]:
                return
        if line == len(self.choices):
            self._count(len(self.choices) // LINES_A_NODE)
            self.best.offer(self.chosen)
            return
        for carrier, cost in self.choices[line].items():
            self.chosen.append(carrier)
            self.descend(line + 1, spent + cost, unserved + (carrier is None))
            self.chosen.pop()

    def _count(self, nodes: int = 1) -> None:
        before, self.nodes = self.nodes, self.nodes + nodes
        late = self.nodes // 256 > before // 256 and time.monotonic() >= self.deadline
        if self.nodes > self.most or late:
            raise _TooMuch
