"""HiGHS on a 0/1 program from standard input: one thread, at its own settings, to the optimum."""

from __future__ import annotations

import io
import math
import sys
from typing import Any

import highspy
import numpy as np

from bench.plain_program import UNBOUNDED, Program
from bench.plain_teller import Teller

LESS_THAN_ONE = 0.9  # costs are integers: a gap below one is none


def solve(program: Program, tell: Teller) -> None:
    """Tell bounds and solutions on the way, and how it ended."""
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", LESS_THAN_ONE),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_model(program))

    def look(event: Any) -> None:
        primal, dual = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        tell.say("running", _finite(primal), _finite(dual))

    solver.cbMipLogging.subscribe(look)
    solver.cbMipImprovingSolution.subscribe(look)
    tell.start()
    solver.run()
    _tell_end(solver, tell)


def _tell_end(solver: highspy.Highs, tell: Teller) -> None:
    info, status = solver.getInfo(), solver.getModelStatus()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    tell.say(
        "optimal" if status == highspy.HighsModelStatus.kOptimal else str(status).split(".k")[-1],
        _finite(info.objective_function_value) if found else None,
        _finite(info.mip_dual_bound),
        np.flatnonzero(np.array(solver.getSolution().col_value) > 0.5).tolist() if found else None,
    )


def _model(program: Program) -> highspy.HighsLp:
    model = highspy.HighsLp()
    width = len(program.costs)
    model.num_col_, model.num_row_ = width, len(program.low)
    model.col_cost_ = program.costs.astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(width), np.ones(width)
    model.row_lower_, model.row_upper_ = _bounds(program.low), _bounds(program.high)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.starts.astype(np.int32)
    model.a_matrix_.index_ = program.columns.astype(np.int32)
    model.a_matrix_.value_ = program.values.astype(float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * width
    return model


def _bounds(side: Any) -> Any:
    return np.where(side >= UNBOUNDED, np.inf, np.where(side <= -UNBOUNDED, -np.inf, side))


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


if __name__ == "__main__":
    solve(Program.load(io.BytesIO(sys.stdin.buffer.read())), Teller(float(sys.argv[1])))
