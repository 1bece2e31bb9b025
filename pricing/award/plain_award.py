"""An award by the plain model, or the word that there is none.

What a solver says of the least cost counts for nothing here.
"""

import math
import time

from pricing.award.highs import minimise
from pricing.award.incumbent import Incumbent
from pricing.award.model import Model

MAX_PRICES = 2_000
"lines times carriers up to which the plain model is worth a try"
PATIENCE_SECONDS = 60.0
"where no limit was set"
MAX_ROUNDS = 100


def try_plain_model(best: Incumbent, deadline: float) -> bool:
    """Offers the best award that a solver finds by the deadline (monotonic seconds).

    For where the engine proves nothing: too much to split, or too wide. True where there is none.
    """
    problem = best.problem
    if len(problem.lines) * len(problem.quotes) > MAX_PRICES:
        return False
    ends = time.monotonic() + PATIENCE_SECONDS if deadline == math.inf else deadline
    model = Model(problem)
    return _find_award(best, model, model.costs, ends) is False


def any_award(best: Incumbent, deadline: float) -> bool | None:
    """Whether there is an award at all, which is offered; None if that is not learnt."""
    model = Model(best.problem)
    return _find_award(best, model, [0] * model.width, deadline)


def _find_award(best: Incumbent, model: Model, costs: list[int], ends: float) -> bool | None:
    """An award that only floating point took for one is forbidden and the next one asked for."""
    rows = list(model.rows)
    for _ in range(MAX_ROUNDS):
        if (left := ends - time.monotonic()) <= 0:
            return None
        found = minimise(costs, rows, seconds=left)
        if found.values is None:
            return False if found.status == "infeasible" and model.complete else None
        carriers = model.carriers(found.values)
        if best.offer(carriers) is not None:
            return True
        rows.append(model.forbid(carriers))
    return None
