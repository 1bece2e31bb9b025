"""Assignments to start from, found without a solver; some may break a rule."""

from collections.abc import Iterator

from pricing.award.problem import Line, Problem
from pricing.award.rules import Settlement, breaches, settle
from pricing.money import WHOLE_BPS, discounted

MAX_WORK = 400_000  # lines priced in all, so that guessing stays short beside solving
ROUNDS = 3
Rates = dict[str, dict[str, int]]
Chosen = list[str | None]


def first_guesses(problem: Problem) -> Iterator[Chosen]:
    """Each line's cheapest by list, none at all, and each carrier alone wherever it can."""
    rest = _cheapest(problem, set(problem.carriers), {})
    yield rest
    yield [None] * len(problem.lines)
    for carrier in problem.carriers:
        yield [
            carrier if line.id in problem.quote_of[carrier].prices_minor else other
            for line, other in zip(problem.lines, rest, strict=True)
        ]


def guessed_award(problem: Problem) -> Settlement | None:
    """The first guess that meets every rule."""
    for guess in first_guesses(problem):
        settlement = settle(problem, guess)
        if not breaches(settlement):
            return settlement
    return None


def _cheapest(problem: Problem, names: set[str], rates: Rates) -> Chosen:
    quotes = [quote for quote in problem.quotes if quote.carrier in names]

    def pick(line: Line) -> str | None:
        asked = [
            (_price(quote.prices_minor[line.id], rates, quote.carrier, line.lot), quote.carrier)
            for quote in quotes
            if line.id in quote.prices_minor
        ]
        price, carrier = min(asked, default=(0, None))
        outside = line.outside_option_minor
        return None if outside is not None and outside < price else carrier

    return [pick(line) for line in problem.lines]


def _price(listed: int, rates: Rates, carrier: str, lot: str) -> int:
    return discounted(listed, min(WHOLE_BPS, rates.get(carrier, {}).get(lot, 0)))
