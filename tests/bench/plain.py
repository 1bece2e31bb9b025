"""The best award by HiGHS on the plain model, in this process."""

from bench.plain_highs import solve
from bench.plain_model import PlainModel
from bench.plain_teller import Teller
from pricing.award.rules import settle


class Listener(Teller):
    """Keeps what was said last."""

    def say(self, status, objective=None, bound=None, ones=None):
        self.ones = ones


def plain_optimum(problem):
    """The settled award; None when there is none."""
    model, heard = PlainModel(problem), Listener()
    solve(model.program, heard)
    return None if heard.ones is None else settle(problem, model.carriers(heard.ones))
