"""The lines a case is still unsure of as a small 0/1 program: the best award near its bound.

Only a source of awards to try; what it says is proven elsewhere.
"""

from __future__ import annotations

import highspy
import numpy as np

from pricing.award.proof.bound import Bound
from pricing.award.proof.exact import NEVER, Flags, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Situation
from pricing.award.proof.wholes import Wholes
from pricing.award.search.patterns import best_choice, bounding_rows, case_prices

MAX_UNSURE = 90
NODES = 300
NEAR = 1e8
"part of the total that the program need not look for"


def complete(market: Market, wholes: Wholes, case: Situation, found: Bound) -> Ints | None:
    """The columns of the cheapest award that differs from the bound's choice in few lines."""
    prices = case_prices(market, case)
    reduced = np.where(prices < NEVER, found.reduced, NEVER)
    columns = best_choice(market, wholes, found).columns
    unsure = _unsure(market, reduced)
    rows, choices = np.nonzero((reduced < NEVER) & unsure[:, None])
    if not len(rows):
        return columns
    values = _solve(market, case, found, prices, columns, rows, choices)
    if values is None:
        return None
    taken = values > 0.5
    columns[rows[taken]] = choices[taken]
    return columns


def _unsure(market: Market, reduced: Ints) -> Flags:
    """The lines with the least to lose by going elsewhere, and their partners."""
    two = np.partition(reduced, 1, axis=1)
    regret = np.where(two[:, 1] >= NEVER, NEVER, two[:, 1] - two[:, 0])
    unsure = regret < NEVER
    if unsure.sum() > MAX_UNSURE:
        unsure &= regret <= np.partition(regret, MAX_UNSURE)[MAX_UNSURE]
    for pairs in (market.pairs, market.loose_pairs):
        unsure[pairs[unsure[pairs].any(axis=1)].ravel()] = True
    return unsure


def _solve(
    market: Market,
    case: Situation,
    found: Bound,
    prices: Ints,
    columns: Ints,
    rows: Ints,
    choices: Ints,
) -> Ints | None:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_max_nodes", NODES),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", max(0.5, float(found.lots.sum()) / market.scale / NEAR)),
    ):
        solver.setOptionValue(name, value)
    costs = prices[rows, choices] / market.scale
    floor = costs.min()
    lines, number = np.unique(rows, return_inverse=True)
    entries: list[tuple[Ints, Ints, Ints]] = [
        (number, np.arange(len(rows)), np.ones(len(rows), dtype=np.int64))
    ]
    lows, highs = [1.0] * len(lines), [1.0] * len(lines)
    place = np.full((market.size, market.carriers + 1), -1, dtype=np.int64)
    place[rows, choices] = np.arange(len(rows))
    sure = np.ones(market.size, dtype=np.bool_)
    sure[lines] = False
    for row in bounding_rows(market, case):
        if row.kind == "link":
            continue
        fixed = sure[row.lines] & (columns[row.lines] == row.carrier)
        rest = row.bound - int(row.amounts[fixed].sum())
        at = place[row.lines, row.carrier]
        free = at >= 0
        entries.append((np.full(int(free.sum()), len(lows)), at[free], row.amounts[free]))
        lows.append(rest if row.at_least else -np.inf)
        highs.append(np.inf if row.at_least else rest)
    for pairs in (market.pairs, market.loose_pairs):
        for one, other in pairs[~sure[pairs].all(axis=1)].tolist():
            for carrier in range(market.carriers):
                at = place[[one, other], carrier]
                at = at[at >= 0]
                taken = sum(bool(sure[r]) and columns[r] == carrier for r in (one, other))
                if len(at) and len(at) + taken > 1:
                    entries.append((np.full(len(at), len(lows)), at, np.ones_like(at)))
                    lows.append(-np.inf)
                    highs.append(1.0 - taken)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(rows), len(lows)
    program.col_cost_ = costs - floor
    program.col_lower_, program.col_upper_ = np.zeros(len(rows)), np.ones(len(rows))
    program.row_lower_, program.row_upper_ = np.array(lows), np.array(highs)
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(rows)
    up, across, values = (np.concatenate(part) for part in zip(*entries, strict=True))
    order = np.lexsort((across, up))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.searchsorted(up[order], np.arange(len(lows) + 1)).astype(np.int32)
    program.a_matrix_.index_ = across[order].astype(np.int32)
    program.a_matrix_.value_ = values[order].astype(np.float64)
    solver.passModel(program)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.array(solver.getSolution().col_value)
