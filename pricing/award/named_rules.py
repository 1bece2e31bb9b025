"""The rules that could forbid an award, by JSON path, and a problem with only some of them."""

from collections.abc import Iterator
from dataclasses import replace

from pricing.award.problem import Line, Problem, Quote, Rules


def rule_paths(problem: Problem) -> Iterator[str]:
    """The JSON path of every rule that could forbid an award."""
    if problem.rules.winners is not None:
        yield "/rules/winners"
    if problem.rules.winners_per_lot_at_most is not None:
        yield "/rules/winners_per_lot_at_most"
    if problem.rules.shares is not None:
        yield "/rules/shares"
    for at, quote in enumerate(problem.quotes):
        if quote.minimum_award is not None:
            yield f"/quotes/{at}/minimum_award"
        for number in range(len(quote.capacities)):
            yield f"/quotes/{at}/capacities/{number}"
    for at, line in enumerate(problem.lines):
        if line.ceiling_minor is not None:
            yield f"/lines/{at}/ceiling_minor"
        if line.diverse_from is not None:
            yield f"/lines/{at}/diverse_from"
        if line.outside_option_minor is None:
            yield f"/lines/{at}/outside_option_minor"


def with_rules(problem: Problem, kept: frozenset[str]) -> Problem:
    """The problem with only these of its rules; a line free to stay unserved then costs nothing."""
    rules = problem.rules
    return Problem(
        lines=tuple(_line(line, f"/lines/{at}", kept) for at, line in enumerate(problem.lines)),
        quotes=tuple(_quote(one, f"/quotes/{at}", kept) for at, one in enumerate(problem.quotes)),
        rules=Rules(
            winners=rules.winners if "/rules/winners" in kept else None,
            winners_per_lot_at_most=rules.winners_per_lot_at_most
            if "/rules/winners_per_lot_at_most" in kept
            else None,
            shares=rules.shares if "/rules/shares" in kept else None,
        ),
    )


def _line(line: Line, path: str, kept: frozenset[str]) -> Line:
    free = line.outside_option_minor is None and f"{path}/outside_option_minor" not in kept
    return replace(
        line,
        ceiling_minor=line.ceiling_minor if f"{path}/ceiling_minor" in kept else None,
        diverse_from=line.diverse_from if f"{path}/diverse_from" in kept else None,
        outside_option_minor=0 if free else line.outside_option_minor,
    )


def _quote(quote: Quote, path: str, kept: frozenset[str]) -> Quote:
    return replace(
        quote,
        minimum_award=quote.minimum_award if f"{path}/minimum_award" in kept else None,
        capacities=tuple(
            capacity
            for number, capacity in enumerate(quote.capacities)
            if f"{path}/capacities/{number}" in kept
        ),
    )
