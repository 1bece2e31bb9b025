"""Awards of parts, and the multipliers at which parts together keep the demands across them.

Each part offers whole awards of its own. The linear program over them takes one award from each
part, in fractions, within the demands; its duals price the demands; at these prices each part is
searched again and offers what is cheaper (Dantzig and Wolfe, Operations Research 8, 1960). One
award from each part in whole is a good guess at the tiers of an award of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

from pricing.award.proof.exact import Ints, exact_sum
from pricing.award.proof.market import Demand, Market
from pricing.award.proof.situation import Combination, Shadow
from pricing.award.search.assess import Assessed
from pricing.award.search.patterns import Floats

DEARER, GROWTH = 0.1, 3.0
"what missing a unit of a demand costs at first, a part of what units cost; its growth when missed"
MAX_KEPT = 400
MAX_NODES = 2_000
FEASIBLE = highspy.SolutionStatus.kSolutionStatusFeasible


@dataclass(frozen=True)
class Offer:
    """An award of a part: its cost in parts of a fen, not credited, and what it counts for."""

    cost: int
    uses: Floats
    tiers: Combination


@dataclass
class Pool:
    """The offers of every part; `rows` are the parts' rows of the market."""

    market: Market
    demands: dict[int, Demand]
    rows: list[Ints]
    offers: list[list[Offer]] = field(default_factory=list)
    known: set[tuple[int, bytes]] = field(default_factory=set)
    dearer: float = DEARER
    told: list[tuple[Combination, ...]] = field(default_factory=list)
    "the tiers that were tried together"

    def __post_init__(self) -> None:
        self.offers = [[] for _ in self.rows]
        self.amounts = []
        for demand in self.demands.values():
            by_row = np.zeros(self.market.size, dtype=np.int64)
            by_row[demand.lines] = demand.amounts
            self.amounts.append(by_row)

    def add(self, part: int, known: Assessed, columns: Ints) -> None:
        """Keeps the award of the part if it is a new one."""
        key = part, columns.tobytes()
        if key in self.known:
            return
        self.known.add(key)
        rows = self.rows[part]
        uses = [
            float(exact_sum(amounts[rows][columns == demand.carrier]))
            for demand, amounts in zip(self.demands.values(), self.amounts, strict=True)
        ]
        self.offers[part].append(Offer(known.total, np.array(uses), known.tiers))

    def prices(self) -> tuple[float, Shadow]:
        """The cost of fractions of offers that keep the demands, and what these are worth then."""
        solver, places = self._program(None)
        solver.run()
        if (np.array(solver.getSolution().col_value)[len(places) :] > 1e-6).any():
            self.dearer *= GROWTH
        duals = np.array(solver.getSolution().row_dual)[len(self.rows) :]
        demands = {}
        for (at, demand), dual in zip(self.demands.items(), duals.tolist(), strict=True):
            value = max(0.0, dual if demand.at_least else -dual) * self.unit
            demands[at] = round(value * 2**demand.shift)
        value = solver.getInfo().objective_function_value * self.unit
        return value, Shadow(demands={at: value for at, value in demands.items() if value})

    def together(self) -> tuple[Combination, ...] | None:
        """Tiers for each part, of offers that mixed within them keep the demands at least cost.

        None when all that is known was told before.
        """
        kinds = [sorted({one.tiers for one in own}) for own in self.offers]
        solver, places = self._program(kinds)
        solver.setOptionValue("mip_max_nodes", MAX_NODES)
        solver.setOptionValue("mip_rel_gap", 1e-5)
        solver.run()
        if solver.getInfo().primal_solution_status != FEASIBLE:
            return None
        values = np.array(solver.getSolution().col_value)[len(places) + len(self.demands) :] > 0.5
        every = [(part, tiers) for part, own in enumerate(kinds) for tiers in own]
        chosen = {part: tiers for (part, tiers), on in zip(every, values, strict=True) if on}
        if len(chosen) < len(self.rows):
            return None
        found = tuple(chosen[part] for part in range(len(self.rows)))
        self.told.append(found)
        return found

    @property
    def unit(self) -> float:
        return float(max(1, self.market.scale))

    def _program(
        self, kinds: list[list[Combination]] | None
    ) -> tuple[highspy.Highs, list[tuple[int, int]]]:
        """Columns: offers, a way out of each demand, and with `kinds` the tiers of each part.

        Rows: a sum of one for each part, demands; with `kinds` the offers of each of the tiers,
        and what was told before.
        """
        places = [(part, at) for part, own in enumerate(self.offers) for at in range(len(own))]
        offers = [self.offers[part][at] for part, at in places]
        every = (
            [] if kinds is None else [(p, tiers) for p, own in enumerate(kinds) for tiers in own]
        )
        number = {kind: at for at, kind in enumerate(every)}
        count, parts, demands = len(places), len(self.rows), len(self.demands)
        told = self.told if every else []
        told = [one for one in told if all((p, t) in number for p, t in enumerate(one))]
        matrix = np.zeros((parts + demands + len(every) + len(told), count + demands + len(every)))
        costs = np.zeros(matrix.shape[1])
        costs[:count] = [one.cost / self.unit for one in offers]
        matrix[[part for part, _ in places], np.arange(count)] = 1.0
        lows, highs = [1.0] * parts, [1.0] * parts
        dearest = float(self.market.dearest.sum()) / self.unit
        for at, (demand, amounts) in enumerate(
            zip(self.demands.values(), self.amounts, strict=True)
        ):
            matrix[parts + at, :count] = [one.uses[at] for one in offers]
            matrix[parts + at, count + at] = 1.0 if demand.at_least else -1.0
            costs[count + at] = self.dearer * dearest / max(1.0, float(amounts.sum()))
            lows.append(float(demand.bound) if demand.at_least else -np.inf)
            highs.append(np.inf if demand.at_least else float(demand.bound))
        if every:
            for column, ((part, _), one) in enumerate(zip(places, offers, strict=True)):
                matrix[parts + demands + number[part, one.tiers], column] = 1.0
            ends = np.arange(len(every))
            matrix[parts + demands + ends, count + demands + ends] = -1.0
            lows += [0.0] * len(every)
            highs += [0.0] * len(every)
            for at, one in enumerate(told):
                row = parts + demands + len(every) + at
                for kind in enumerate(one):
                    matrix[row, count + demands + number[kind]] = 1.0
                lows.append(-np.inf)
                highs.append(parts - 1.0)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = matrix.shape[1], matrix.shape[0]
        program.col_cost_ = costs
        program.col_lower_ = np.zeros(matrix.shape[1])
        program.col_upper_ = np.concatenate([np.full(count + demands, np.inf), np.ones(len(every))])
        program.row_lower_, program.row_upper_ = np.array(lows), np.array(highs)
        if every:
            kinds_of = [highspy.HighsVarType.kContinuous] * (count + demands)
            program.integrality_ = kinds_of + [highspy.HighsVarType.kInteger] * len(every)
        rows, columns = np.nonzero(matrix)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.searchsorted(rows, np.arange(matrix.shape[0] + 1))
        program.a_matrix_.start_ = starts.astype(np.int32)
        program.a_matrix_.index_ = columns.astype(np.int32)
        program.a_matrix_.value_ = matrix[rows, columns]
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1)):
            solver.setOptionValue(name, value)
        solver.passModel(program)
        return solver, places
