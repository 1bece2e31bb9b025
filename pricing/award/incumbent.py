"""The best award known so far and the bound below every award, both in exact integers."""

from collections.abc import Callable, Sequence

from pricing.award.problem import Problem
from pricing.award.rules import Settlement, breaches, settle

Report = Callable[["Incumbent"], None]


class Incumbent:
    """Takes any assignment, keeps it if it obeys every rule and ranks better."""

    def __init__(self, problem: Problem, report: Report | None = None) -> None:
        self.problem = problem
        self.settlement: Settlement | None = None
        self.nodes = 0
        self._bound = 0
        self._report = report

    @property
    def objective(self) -> int | None:
        return None if self.settlement is None else self.settlement.objective

    @property
    def bound(self) -> int:
        return self._bound if self.objective is None else min(self._bound, self.objective)

    @property
    def proven(self) -> bool:
        return self.objective == self.bound

    def offer(self, carriers: Sequence[str | None]) -> Settlement | None:
        """The settlement of the assignment, None if it breaks a rule."""
        settlement = settle(self.problem, carriers)
        if breaches(settlement):
            return None
        if self.settlement is None or settlement.rank < self.settlement.rank:
            self.settlement = settlement
            self._tell()
        return settlement

    def raise_bound(self, bound: int) -> None:
        if bound > self._bound:
            self._bound = bound
            self._tell()

    def count(self, nodes: int = 1) -> None:
        """So many more cases of the search were looked at."""
        self.nodes += nodes

    def _tell(self) -> None:
        if self._report is not None:
            self._report(self)
