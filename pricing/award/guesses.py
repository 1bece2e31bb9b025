"""Assignments to start from, found without a solver; some may break a rule."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pricing.award.offers import best_rates
from pricing.award.problem import Line, Problem
from pricing.award.rules import rates_of
from pricing.money import WHOLE_BPS, discounted

MAX_WORK = 400_000  # lines priced in all, so that guessing stays short beside solving
ROUNDS = 3
Rates = dict[str, dict[str, int]]
Chosen = list[str | None]


def first_guesses(problem: Problem) -> Iterator[Chosen]:
    """Each line's cheapest by list, none at all, and each carrier alone wherever it can."""
    yield _cheapest(problem, set(problem.carriers), {})
    yield [None] * len(problem.lines)
    for carrier in problem.carriers:
        rest = _cheapest(problem, set(problem.carriers), {})
        yield [
            carrier if line.id in problem.quote_of[carrier].prices_minor else other
            for line, other in zip(problem.lines, rest, strict=True)
        ]


def aimed_guesses(problem: Problem) -> Iterator[Chosen]:
    """For each small set of carriers: expect their best rates, then the rates that came of it."""
    top = {quote.carrier: best_rates(problem, quote) for quote in problem.quotes}
    left = MAX_WORK
    for size in range(1, len(problem.carriers) + 1):
        for names in combinations(problem.carriers, size):
            rates = {name: top[name] for name in names}
            for _ in range(ROUNDS):
                left -= size * len(problem.lines)
                if left < 0:
                    return
                chosen = _cheapest(problem, set(names), rates)
                yield chosen
                rates = _reached(problem, chosen)


def _reached(problem: Problem, chosen: Chosen) -> Rates:
    won: dict[str, list[int]] = defaultdict(list)
    for at, carrier in enumerate(chosen):
        if carrier is not None:
            won[carrier].append(at)
    return {
        carrier: rates_of(problem, problem.quote_of[carrier], lines).by_lot
        for carrier, lines in won.items()
    }


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
