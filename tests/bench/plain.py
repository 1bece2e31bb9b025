"""Small problems of each family, and their best awards by HiGHS on the plain model."""

from functools import cache

from bench.award_families import family
from bench.plain_highs import solve
from bench.plain_model import PlainModel
from bench.plain_teller import Teller
from pricing.award.rules import settle

SCALES = {
    "3x60": 1 / 5,
    "3x500": 1 / 20,
    "3x2000": 1 / 40,
    "10x200": 1 / 20,
    "6x2000": 1 / 20,
    "6x2000-cap": 1 / 20,
    "national": 1 / 4000,
    "national-cap": 1 / 8000,
}


class Listener(Teller):
    """Keeps what was said last."""

    def say(self, status, objective=None, bound=None, ones=None):
        self.ones = ones


def plain_optimum(problem):
    """The settled award; None when there is none."""
    model, heard = PlainModel(problem), Listener()
    solve(model.program, heard)
    return None if heard.ones is None else settle(problem, model.carriers(heard.ones))


def small(name):
    """A problem of the family that every solver proves in a second."""
    return family(name, 1, SCALES[name])


@cache
def small_optimum(name):
    """The settled best award of it."""
    return plain_optimum(small(name))
