"""Rules that no award at all could break, told from the quotes alone, without any solving."""

from pricing.award.problem import Line, Problem, Quote, Winners
from pricing.award.rules import share_whole, share_won, sharers
from pricing.money import WHOLE_BPS


def never_binds(problem: Problem, path: str) -> bool:
    """Whether the rule at this JSON path can be dropped without allowing a single award more."""
    kind, *rest = path.strip("/").split("/")
    if kind == "rules":
        return _RULES[rest[0]](problem)
    if kind == "quotes":
        quote = problem.quotes[int(rest[0])]
        return (
            _minimum(problem, quote)
            if rest[1] == "minimum_award"
            else _capacity(problem, quote, int(rest[2]))
        )
    line = problem.lines[int(rest[0])]
    if rest[1] == "ceiling_minor":
        return _ceiling(problem, line)
    return rest[1] == "diverse_from" and _apart(problem, line)


def _priced(problem: Problem, quote: Quote) -> list[int]:
    return [at for at, line in enumerate(problem.lines) if line.id in quote.prices_minor]


def _winners(problem: Problem) -> bool:
    winners = problem.rules.winners or Winners()
    most = winners.at_most
    return not winners.at_least and (most is None or most >= len(problem.quotes))


def _winners_per_lot(problem: Problem) -> bool:
    most = problem.rules.winners_per_lot_at_most
    return most is None or most >= len(problem.quotes)


def _shares(problem: Problem) -> bool:
    for share in problem.rules.shares or ():
        if share.at_least_bps:
            return False
        whole = share_whole(problem, share)
        for quote in sharers(problem, share) if share.at_most_bps is not None else ():
            most = share_won(problem, share, _priced(problem, quote))
            if most * WHOLE_BPS > (share.at_most_bps or 0) * whole:
                return False
    return True


_RULES = {
    "winners": _winners,
    "winners_per_lot_at_most": _winners_per_lot,
    "shares": _shares,
}


def _minimum(problem: Problem, quote: Quote) -> bool:
    """Any one line is enough."""
    minimum = quote.minimum_award
    return minimum is None or all(
        quote.amount(minimum.measure, problem.lines[at]) >= minimum.at_least
        for at in _priced(problem, quote)
    )


def _capacity(problem: Problem, quote: Quote, number: int) -> bool:
    """All the lines together are not too much."""
    capacity = quote.capacities[number]
    lines = [problem.lines[at] for at in _priced(problem, quote)]
    return capacity.at_most >= sum(
        quote.amount(capacity.measure, line) for line in lines if line.lot in capacity.lots
    )


def _ceiling(problem: Problem, line: Line) -> bool:
    """No carrier asks more, even before its discounts."""
    return line.ceiling_minor is None or all(
        quote.prices_minor.get(line.id, 0) <= line.ceiling_minor for quote in problem.quotes
    )


def _apart(problem: Problem, line: Line) -> bool:
    """No carrier prices both."""
    return not any(
        line.id in quote.prices_minor and line.diverse_from in quote.prices_minor
        for quote in problem.quotes
    )
