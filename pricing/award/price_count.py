"""How many prices a problem has, a line's at each tier apart: a solver holds them all at once."""

from collections import Counter

from pricing.award.problem import Problem
from pricing.files import Refused

MOST_PRICES = 20_000_000
"tiers times lines, over all ladders: some 160 MB for the prices alone"


class TooManyPrices(Refused):
    """Tiers times lines come to more than can be held in memory."""


def refuse_too_many(problem: Problem, most: int = MOST_PRICES) -> None:
    """Raises TooManyPrices, which names the ladder that is one too many."""
    count = 0
    lines = Counter(line.lot for line in problem.lines)
    for at, quote in enumerate(problem.quotes):
        for place, one in enumerate(quote.ladders):
            count += len(one.ladder.tiers) * sum(lines[lot] for lot in one.lots)
            if count > most:
                path = f"/quotes/{at}/ladders/{place}/tiers"
                rule = f"tiers times lines must come to at most {most:,} over all ladders"
                raise TooManyPrices([(path, f"{rule}, come to {count:,} up to here")])
