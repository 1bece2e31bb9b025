"""Which of the awards with the least total the tie rule names, once that total is proven."""

import time

from pricing.award.enumerate import enumerate_best
from pricing.award.incumbent import Incumbent
from pricing.award.model import Model
from pricing.award.search.engine import Engine
from pricing.award.ties import break_ties

FEW_NODES = 4_000


def ties_broken(best: Incumbent, engine: Engine, deadline: float) -> bool:
    """True when `best` holds the award that the tie rule names; its total is the least there is."""
    if enumerate_best(best, deadline, FEW_NODES):
        return True
    if best.settlement is None or time.monotonic() >= deadline:
        return False
    model = Model(best.problem)
    room = best.settlement.objective - model.floor
    dear = frozenset(at for at, cost in enumerate(model.costs) if cost > room)
    tied = break_ties(model, best.settlement, dear, deadline)
    if tied is not None:
        best.offer(tied)
    return tied is not None
