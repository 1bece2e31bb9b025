"""CP-SAT on a 0/1 program from standard input: one worker, at its own settings, to the optimum.

In a process that knows nothing of awards: HiGHS and OR-tools cannot be imported in one.
"""

from __future__ import annotations

import io
import sys

from ortools.sat.python import cp_model

from bench.plain_program import Program
from bench.plain_teller import Teller


def solve(program: Program, tell: Teller) -> None:
    """Tell solutions and bounds on the way, and how it ended."""
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in program.costs]
    _add_rows(model, program, columns)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, program.costs.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    tell.start()
    status = solver.solve(model, _Watch(tell))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    tell.say(
        solver.status_name(status).lower(),
        solver.objective_value if found else None,
        solver.best_objective_bound,
        [at for at, column in enumerate(columns) if solver.boolean_value(column)]
        if found
        else None,
    )


def _add_rows(model: cp_model.CpModel, program: Program, columns: list[cp_model.IntVar]) -> None:
    starts, at, values = (x.tolist() for x in (program.starts, program.columns, program.values))
    for row, (low, high) in enumerate(
        zip(program.low.tolist(), program.high.tolist(), strict=True)
    ):
        part = slice(starts[row], starts[row + 1])
        terms = cp_model.LinearExpr.weighted_sum([columns[c] for c in at[part]], values[part])
        model.add_linear_constraint(terms, low, high)


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, tell: Teller) -> None:
        super().__init__()
        self.tell = tell

    def on_solution_callback(self) -> None:
        self.tell.say("running", self.objective_value, self.best_objective_bound)


if __name__ == "__main__":
    solve(Program.load(io.BytesIO(sys.stdin.buffer.read())), Teller(float(sys.argv[1])))
