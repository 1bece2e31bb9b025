"""What every linear program here has in common: a quiet solver on one core, entries by row."""

from __future__ import annotations

import highspy
import numpy as np

from pricing.award.proof.exact import Ints
from pricing.award.search.patterns import Floats


def quiet_solver(**options: float | str) -> highspy.Highs:
    """HiGHS on one core, without a word; `options` by their names in HiGHS."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in {"output_flag": False, "threads": 1, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def solve(solver: highspy.Highs) -> None:
    """Solves its program; once more from nothing when the last basis led astray."""
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        solver.clearSolver()
        solver.run()


def by_rows(
    entries: tuple[Ints, Ints, Floats | Ints], costs: Floats, lows: Floats, highs: Floats
) -> highspy.HighsLp:
    """A program over columns from 0 on, without upper limits; `entries`: rows, columns, values."""
    rows, columns, values = entries
    order = np.argsort(rows * len(costs) + columns)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), len(lows)
    program.col_cost_, program.col_lower_ = costs, np.zeros(len(costs))
    program.col_upper_ = np.full(len(costs), np.inf)
    program.row_lower_, program.row_upper_ = lows, highs
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.searchsorted(rows[order], np.arange(len(lows) + 1)).astype(np.int32)
    matrix.index_ = columns[order].astype(np.int32)
    matrix.value_ = values[order].astype(np.float64)
    return program
