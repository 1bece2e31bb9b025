"""Amounts that no award below a given total can use, left out: so that the rest fits 64 bits."""

from __future__ import annotations

from dataclasses import replace

from pricing.award.offers import least_costs
from pricing.award.problem import Line, Problem


def without_dear(problem: Problem, below_minor: int) -> Problem:
    """The problem without the choices that no award of less than `below_minor` fen can have.

    A choice costs at least what it does with the highest tier and all bundles; the other lines
    cost at least what they do wherever they are cheapest so. An outside option that is left out
    makes its line one that must be served.
    """
    costs = least_costs(problem)
    floors = [min(row.values(), default=0) for row in costs]
    room = below_minor - sum(floors)
    dear = {
        (line.id, carrier)
        for line, row, floor in zip(problem.lines, costs, floors, strict=True)
        for carrier, cost in row.items()
        if cost - floor >= room
    }

    def narrowed(line: Line) -> Line:
        return replace(line, outside_option_minor=None) if (line.id, None) in dear else line

    return replace(
        problem,
        lines=tuple(map(narrowed, problem.lines)),
        quotes=tuple(
            replace(
                quote,
                prices_minor={
                    name: price
                    for name, price in quote.prices_minor.items()
                    if (name, quote.carrier) not in dear
                },
            )
            for quote in problem.quotes
        ),
    )
