"""A better award from the plain model, where the engine gave up with time to spare.

Only a source of awards; what it says of the least cost is left to the engine's proof.
"""

import math
import time

from pricing.award.highs import minimise
from pricing.award.incumbent import Incumbent
from pricing.award.model import Model

MAX_PRICES = 2_000
"lines times carriers up to which the plain model is worth a try"


def try_plain_model(best: Incumbent, deadline: float) -> None:
    """Offers the best award that a solver finds by the deadline (monotonic seconds)."""
    problem = best.problem
    left = deadline - time.monotonic()
    if len(problem.lines) * len(problem.quotes) > MAX_PRICES or left <= 0 or left == math.inf:
        return
    model = Model(problem)
    found = minimise(model.costs, model.rows, seconds=left)
    if found.values is not None:
        best.offer(model.carriers(found.values))
