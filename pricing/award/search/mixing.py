"""The program that mixes offers of parts: one in all from each part, within the demands.

With `kinds` the offers mixed for a part must all be of the same tiers, which are then whole
numbers: the tiers to try together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from pricing.award.proof.situation import Combination
from pricing.award.search.patterns import Bounding, Floats
from pricing.award.search.programs import by_rows, quiet_solver

MAX_NODES = 2_000
NEAR = 1e-5
SOME = 1e-6
FEASIBLE = highspy.SolutionStatus.kSolutionStatusFeasible
Kind = tuple[int, Combination]
"a part and tiers of its scopes"


@dataclass(frozen=True)
class Offer:
    """An award of a part: its cost in parts of a fen, not credited, and what it counts for."""

    part: int
    cost: int
    uses: Floats
    tiers: Combination


@dataclass(frozen=True)
class Terms:
    """What offers are mixed for; `missed` is by demand the cost of missing a unit of it."""

    parts: int
    demands: Sequence[Bounding]
    missed: Floats
    unit: float


class Mixing:
    """Columns: offers, a way out of each demand, kinds. Rows: parts, demands, kinds, refusals.

    A refusal is a choice of kinds, one for each part, not to be made again.
    """

    def __init__(
        self,
        terms: Terms,
        offers: Sequence[Offer],
        kinds: Sequence[Kind] = (),
        refused: Sequence[Sequence[Combination]] = (),
    ) -> None:
        self.terms, self.offers, self.kinds = terms, offers, kinds
        self.number = {kind: at for at, kind in enumerate(kinds)}
        self.refused = [
            one for one in refused if all(kind in self.number for kind in enumerate(one))
        ]
        self.first_kind = len(offers) + len(terms.demands)
        self.first_rule = terms.parts + len(terms.demands)
        rows = self.first_rule + len(kinds) + len(self.refused)
        self.matrix = np.zeros((rows, self.first_kind + len(kinds)))
        self._fill()
        self.solver = quiet_solver(mip_max_nodes=MAX_NODES, mip_rel_gap=NEAR)
        self.solver.passModel(self._program())
        self.solver.run()
        self.values = np.array(self.solver.getSolution().col_value)

    @property
    def duals(self) -> list[float]:
        """By demand, in `unit` parts of a fen."""
        found: list[float] = self.solver.getSolution().row_dual[self.terms.parts : self.first_rule]
        return found

    @property
    def missing(self) -> bool:
        """Whether some demand is missed."""
        return bool((self.values[len(self.offers) : self.first_kind] > SOME).any())

    def chosen(self) -> tuple[Combination, ...] | None:
        """By part the tiers chosen; None when no choice was found."""
        if self.solver.getInfo().primal_solution_status != FEASIBLE:
            return None
        on = np.flatnonzero(self.values[self.first_kind :] > 0.5).tolist()
        found = dict(self.kinds[at] for at in on)
        return tuple(found[part] for part in range(self.terms.parts))

    def _fill(self) -> None:
        parts, matrix = self.terms.parts, self.matrix
        for column, one in enumerate(self.offers):
            matrix[one.part, column] = 1.0
            matrix[parts : self.first_rule, column] = one.uses
            if self.kinds:
                matrix[self.first_rule + self.number[one.part, one.tiers], column] = 1.0
        for at, demand in enumerate(self.terms.demands):
            matrix[parts + at, len(self.offers) + at] = 1.0 if demand.at_least else -1.0
        ends = np.arange(len(self.kinds))
        matrix[self.first_rule + ends, self.first_kind + ends] = -1.0
        for at, refused in enumerate(self.refused):
            for kind in enumerate(refused):
                row = self.first_rule + len(self.kinds) + at
                matrix[row, self.first_kind + self.number[kind]] = 1.0

    def _limits(self) -> tuple[Floats, Floats]:
        once, none, refusals = self.terms.parts, len(self.kinds), len(self.refused)
        lows = [float(one.bound) if one.at_least else -np.inf for one in self.terms.demands]
        highs = [np.inf if one.at_least else float(one.bound) for one in self.terms.demands]
        return (
            np.array([1.0] * once + lows + [0.0] * none + [-np.inf] * refusals),
            np.array([1.0] * once + highs + [0.0] * none + [once - 1.0] * refusals),
        )

    def _program(self) -> highspy.HighsLp:
        count, kinds = self.matrix.shape[1], len(self.kinds)
        costs = np.zeros(count)
        costs[: len(self.offers)] = [one.cost / self.terms.unit for one in self.offers]
        costs[len(self.offers) : self.first_kind] = self.terms.missed
        rows, columns = np.nonzero(self.matrix)
        program = by_rows((rows, columns, self.matrix[rows, columns]), costs, *self._limits())
        program.col_upper_ = np.array([np.inf] * self.first_kind + [1.0] * kinds)
        if kinds:
            program.integrality_ = [highspy.HighsVarType.kContinuous] * self.first_kind + [
                highspy.HighsVarType.kInteger
            ] * kinds
        return program
