"""A 0/1 program in HiGHS: exact integers scaled into what floating point carries."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from pricing.award.model import Row

WIDTH_BITS = 20  # scaled coefficients stay below 2 ** WIDTH_BITS
EXACT = 2**24  # rows with smaller coefficients go in unchanged
TOLERANCE = 1e-9
NO_SOLUTION = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # 0/1 columns cannot be unbounded
)
Watch = Callable[["Sight"], None]
Spread = Callable[[Sequence[float]], list[float]]


@dataclass(frozen=True)
class Sight:
    """What a run has to show so far: column values of a better solution, a bound."""

    values: Sequence[float] | None
    bound: float | None


@dataclass(frozen=True)
class Found:
    """How a run ended; `bound` is in units of the costs given, None when there is none."""

    status: str  # optimal, infeasible, stopped
    values: Sequence[float] | None
    bound: float | None
    reduced: Sequence[float] | None = None


def scale_of(coefficients: Sequence[int]) -> float:
    """A power of two that brings the largest coefficient below 2 ** WIDTH_BITS."""
    largest = max((abs(value) for value in coefficients), default=0)
    return 2.0 ** min(0, WIDTH_BITS - largest.bit_length())


def minimise(
    costs: Sequence[int],
    rows: Sequence[Row],
    *,
    fixed: frozenset[int] = frozenset(),
    seconds: float = math.inf,
    slack: float = 0.0,
    relaxed: bool = False,
    watch: Watch | None = None,
) -> Found:
    """Minimise over 0/1 columns, those in `fixed` at 0; stop within `slack` of the least."""
    free = [column for column in range(len(costs)) if column not in fixed]
    narrowed = narrow(rows, free)
    if narrowed is None:
        return Found("infeasible", None, None)
    if not free:
        return Found("optimal", [0.0] * len(costs), 0.0, [0.0] * len(costs))
    weights = [costs[column] for column in free]
    scale = scale_of(weights)
    solver = _solver(seconds, slack * scale)
    solver.passModel(_program(weights, narrowed, scale, relaxed))

    def spread(values: Sequence[float]) -> list[float]:
        wide = [0.0] * len(costs)
        for column, value in zip(free, values, strict=True):
            wide[column] = value
        return wide

    if watch is not None:
        _attach(solver, watch, scale, spread)
    solver.run()
    return _found(solver, scale, relaxed, spread)


def narrow(rows: Sequence[Row], free: Sequence[int]) -> list[Row] | None:
    """The rows over the free columns alone, renumbered; None when one cannot hold.

    What always holds is left out. Exact, unlike the presolve of HiGHS, which is switched off.
    """
    number = {column: at for at, column in enumerate(free)}
    kept = []
    for row in rows:
        terms = {number[at]: value for at, value in row.terms.items() if value and at in number}
        least = sum(value for value in terms.values() if value < 0)
        most = sum(value for value in terms.values() if value > 0)
        low = row.low if row.low is not None and row.low > least else None
        high = row.high if row.high is not None and row.high < most else None
        if (low is not None and low > most) or (high is not None and high < least):
            return None
        if low is not None and high is not None and low > high:
            return None
        if low is not None or high is not None:
            kept.append(Row(terms, low, high))
    return kept


def _solver(seconds: float, slack: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")  # 1.15 calls some of our feasible programs infeasible
    solver.setOptionValue("mip_allow_restart", False)  # a restart presolves
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", slack)
    solver.setOptionValue("mip_feasibility_tolerance", TOLERANCE)
    solver.setOptionValue("primal_feasibility_tolerance", TOLERANCE)
    solver.setOptionValue("dual_feasibility_tolerance", TOLERANCE)
    if math.isfinite(seconds):
        solver.setOptionValue("time_limit", max(0.01, seconds))
    return solver


def _program(
    costs: Sequence[int], rows: Sequence[Row], scale: float, relaxed: bool
) -> highspy.HighsLp:
    width = len(costs)
    kept = [_scaled(row) for row in rows]
    starts = np.cumsum([0] + [len(values) for _, values, _, _ in kept])
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = width, len(kept)
    program.col_cost_ = np.array([cost * scale for cost in costs])
    program.col_lower_ = np.zeros(width)
    program.col_upper_ = np.ones(width)
    program.row_lower_ = np.array([low for _, _, low, _ in kept], dtype=np.double)
    program.row_upper_ = np.array([high for _, _, _, high in kept], dtype=np.double)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    program.a_matrix_.index_ = np.array(
        [column for columns, _, _, _ in kept for column in columns], dtype=np.int32
    )
    program.a_matrix_.value_ = np.array(
        [value for _, values, _, _ in kept for value in values], dtype=np.double
    )
    if not relaxed:
        program.integrality_ = [highspy.HighsVarType.kInteger] * width
    return program


def _scaled(row: Row) -> tuple[list[int], list[float], float, float]:
    """Columns, values and bounds of a row; one too wide for floats is widened, never narrowed."""
    factor = math.gcd(*row.terms.values()) or 1
    low = -math.inf if row.low is None else -(-row.low // factor)
    high = math.inf if row.high is None else row.high // factor
    values = [value // factor for value in row.terms.values()]
    largest = max(abs(value) for value in values)
    if largest <= EXACT:
        return list(row.terms), [float(value) for value in values], low, high
    scale = scale_of(values)
    room = max(0.5, largest * 2.0**-40)
    scaled = [value * scale for value in values]
    return list(row.terms), scaled, (low - room) * scale, (high + room) * scale


def _attach(solver: highspy.Highs, watch: Watch, scale: float, spread: Spread) -> None:
    def bound_of(event: Any) -> float | None:
        bound = float(event.data_out.mip_dual_bound)
        return bound / scale if math.isfinite(bound) else None

    def improved(event: Any) -> None:
        watch(Sight(spread(event.data_out.mip_solution), bound_of(event)))

    def logged(event: Any) -> None:
        watch(Sight(None, bound_of(event)))

    solver.cbMipImprovingSolution.subscribe(improved)
    solver.cbMipLogging.subscribe(logged)


def _found(solver: highspy.Highs, scale: float, relaxed: bool, spread: Spread) -> Found:
    status = solver.getModelStatus()
    info, solution = solver.getInfo(), solver.getSolution()
    if status in NO_SOLUTION:
        return Found("infeasible", None, None)
    name = "optimal" if status == highspy.HighsModelStatus.kOptimal else "stopped"
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = spread(solution.col_value) if has_values else None
    bound = info.objective_function_value if relaxed else info.mip_dual_bound
    known = bound / scale if math.isfinite(bound) and (name == "optimal" or not relaxed) else None
    return Found(
        name, values, known, spread([d / scale for d in solution.col_dual]) if relaxed else None
    )
