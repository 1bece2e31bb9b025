"""Which of the awards with the least total the tie rule names, once that total is proven."""

import time

from pricing.award.enumerate import enumerate_best
from pricing.award.incumbent import Incumbent
from pricing.award.model import Model
from pricing.award.search.engine import Engine
from pricing.award.search.tied import tell_tied
from pricing.award.ties import break_ties

FEW_NODES = 4_000


def ties_broken(best: Incumbent, engine: Engine, deadline: float) -> bool:
    """True when `best` holds the award that the tie rule names; its total is the least there is."""
    if enumerate_best(best, deadline, FEW_NODES):
        return True
    if best.settlement is None or time.monotonic() >= deadline:
        return False
    if _all_told(best, engine, deadline):
        return True
    model = Model(best.problem)
    room = best.settlement.objective - model.floor
    dear = frozenset(at for at, cost in enumerate(model.costs) if cost > room)
    tied = break_ties(model, best.settlement, dear, deadline)
    if tied is not None:
        best.offer(tied)
    return tied is not None


def _all_told(best: Incumbent, engine: Engine, deadline: float) -> bool:
    """Whether the search could tell of every award that costs as little."""
    only = engine.cases[0].parts if len(engine.cases) == 1 else []
    if len(only) != 1 or engine.cases[0].winners is not None:
        return False
    names = [*(quote.carrier for quote in best.problem.quotes), None]
    lines = engine.market.lines.argsort()
    return tell_tied(
        only[0], lambda columns: best.offer([names[at] for at in columns[lines]]), deadline
    )
