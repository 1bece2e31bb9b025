"""When one problem is another one under more rules: then its awards are among the other's.

An award that both allow costs the same in both. So the other's bound holds for the stricter
problem, and the other's best award is also the stricter one's best, if that allows it: the tie
rule, too, decides among fewer. Whatever cannot be told at sight is denied.
"""

from collections.abc import Iterable
from dataclasses import replace

from pricing.award.problem import ANY, Line, Problem, Quote, Rules, Share, Winners
from pricing.award.rules import Carriers, breaches, settle


def restricts(stricter: Problem, looser: Problem) -> bool:
    """Whether every award of `stricter` surely is one of `looser`, at the same total."""
    if len(stricter.lines) != len(looser.lines):
        return False
    quotes = looser.quote_of
    return (
        all(map(_line_restricts, stricter.lines, looser.lines))
        and all(
            quote.carrier in quotes and _quote_restricts(quote, quotes[quote.carrier])
            for quote in stricter.quotes
        )
        and _rules_restrict(stricter, looser.rules)
    )


def allows(problem: Problem, carriers: Carriers) -> bool:
    """Whether the assignment can be priced in the problem and breaks none of its rules."""
    for line, carrier in zip(problem.lines, carriers, strict=True):
        quote = None if carrier is None else problem.quote_of.get(carrier)
        if carrier is not None and (quote is None or line.id not in quote.prices_minor):
            return False
    return not breaches(settle(problem, carriers))


def _line_restricts(line: Line, other: Line) -> bool:
    """Equal but for a lower ceiling, a partner to differ from, or no leave to stay unserved."""
    return (
        (line is other or _bare(line) == _bare(other))
        and _at_most(line.ceiling_minor, other.ceiling_minor)
        and other.diverse_from in (None, line.diverse_from)
        and line.outside_option_minor in (None, other.outside_option_minor)
    )


def _bare(line: Line) -> Line:
    return replace(line, ceiling_minor=None, diverse_from=None, outside_option_minor=None)


def _quote_restricts(quote: Quote, other: Quote) -> bool:
    """Equal prices and discounts, on fewer lines perhaps, under more limits."""
    if quote is other:
        return True
    return (
        quote.prices_minor.items() <= other.prices_minor.items()
        and (quote.ladders, quote.bundles) == (other.ladders, other.bundles)
        and other.minimum_award in (None, quote.minimum_award)
        and set(other.capacities) <= set(quote.capacities)
    )


def _rules_restrict(stricter: Problem, rules: Rules) -> bool:
    mine, winners = stricter.rules, rules.winners or Winners()
    own = mine.winners or Winners()
    names = {ANY, *stricter.carriers}
    return (
        _at_most(own.at_most, winners.at_most)
        and _at_least(own.at_least, winners.at_least)
        and _at_most(mine.winners_per_lot_at_most, rules.winners_per_lot_at_most)
        and all(
            any(_share_restricts(one, share) for one in mine.shares or ())
            for share in rules.shares or ()
            if share.carrier in names  # a carrier that does not quote keeps every rule
        )
    )


def _share_restricts(share: Share, other: Share) -> bool:
    return (
        share.carrier in (ANY, other.carrier)
        and (share.lots, share.measure) == (other.lots, other.measure)
        and _at_most(share.at_most_bps, other.at_most_bps)
        and _at_least(share.at_least_bps, other.at_least_bps)
    )


def _at_most(own: int | None, other: int | None) -> bool:
    return other is None or (own is not None and own <= other)


def _at_least(own: int | None, other: int | None) -> bool:
    return not other or (own is not None and own >= other)


def priced(problem: Problem, carriers: Iterable[str | None]) -> Carriers:
    """The assignment with carriers that do not price their line replaced by the cheapest list."""

    def kept(line: Line, carrier: str | None) -> str | None:
        quote = None if carrier is None else problem.quote_of.get(carrier)
        if carrier is None or (quote is not None and line.id in quote.prices_minor):
            return carrier
        asked = [
            (quote.prices_minor[line.id], quote.carrier)
            for quote in problem.quotes
            if line.id in quote.prices_minor
        ]
        return min(asked)[1] if asked else None

    return tuple(map(kept, problem.lines, carriers))
