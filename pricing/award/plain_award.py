"""The award by the plain model, where the engine proves nothing: too much to split, or too wide.

A source of awards, or of the word that there is none; what it says of the least cost counts for
nothing.
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
MAX_ROUNDS = 20


def try_plain_model(best: Incumbent, deadline: float) -> bool:
    """Offers the best award that a solver finds by the deadline (monotonic seconds).

    True where it says that there is none. An award that only floating point took for one is
    forbidden and the next one asked for.
    """
    problem = best.problem
    ends = time.monotonic() + PATIENCE_SECONDS if deadline == math.inf else deadline
    if len(problem.lines) * len(problem.quotes) > MAX_PRICES:
        return False
    model = Model(problem)
    rows = list(model.rows)
    for _ in range(MAX_ROUNDS):
        if (left := ends - time.monotonic()) <= 0:
            return False
        found = minimise(model.costs, rows, seconds=left)
        if found.values is None:
            return found.status == "infeasible" and model.complete
        carriers = model.carriers(found.values)
        if best.offer(carriers) is not None:
            return False
        rows.append(model.forbid(carriers))
    return False
