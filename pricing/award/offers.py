"""What each carrier can charge: every rate that a line or a whole lot can reach.

A discount never rises a price, so an award priced at a rate below the one it has earned is
never better than the same award priced exactly. The model therefore only has to make sure
that a rate is not taken without being earned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pricing.award.problem import Bundle, LotLadder, Problem, Quote
from pricing.money import WHOLE_BPS, discounted
from pricing.tiers import Tier

MAX_STATES = 256
States = frozenset[int]


@dataclass(frozen=True)
class Offer:
    """Lines that a carrier takes together at these prices: one line, or one whole lot.

    `step` is the ladder and the tier that must be reached, `bundles` those that must be earned.
    """

    quote: int
    lines: tuple[int, ...]
    prices: tuple[int, ...]
    step: tuple[int, int] | None
    bundles: States


@dataclass(frozen=True)
class Offers:
    """Every offer; `complete` is False when bundles overlap in too many ways to list."""

    offers: tuple[Offer, ...]
    complete: bool


def list_offers(problem: Problem) -> Offers:
    """All offers that no ceiling forbids."""
    found: list[Offer] = []
    complete = True
    for number in range(len(problem.quotes)):
        lister = _Lister(problem, number)
        found += lister.offers()
        complete = complete and lister.complete
    return Offers(tuple(found), complete)


def least_costs(problem: Problem) -> list[dict[str | None, int]]:
    """Per line, what each carrier asks at the best rate imaginable, in the order of the tie rule.

    None stands for staying unserved. Sums of these lie below every award.
    """
    best = {quote.carrier: best_rates(problem, quote) for quote in problem.quotes}
    rows: list[dict[str | None, int]] = []
    for line in problem.lines:
        row: dict[str | None, int] = {}
        for carrier in problem.carriers:
            listed = problem.quote_of[carrier].prices_minor.get(line.id)
            if listed is not None:
                row[carrier] = discounted(listed, best[carrier][line.lot])
        if line.outside_option_minor is not None:
            row[None] = line.outside_option_minor
        rows.append(row)
    return rows


def floor_of(problem: Problem) -> int:
    """What all lines cost at the very least, in fen: no award is below it."""
    return sum(min(row.values(), default=0) for row in least_costs(problem))


def best_rates(problem: Problem, quote: Quote) -> dict[str, int]:
    """By lot, the top tier and every bundle together."""
    rates = dict.fromkeys(problem.lots, 0)
    for ladder in quote.ladders:
        for lot in ladder.lots:
            rates[lot] += ladder.ladder.tiers[-1].discount_bps
    for bundle in quote.bundles:
        for lot in bundle.lots:
            rates[lot] += bundle.discount_bps
    return {lot: min(WHOLE_BPS, rate) for lot, rate in rates.items()}


def steps(ladder: LotLadder, reachable: int) -> list[Tier]:
    """The tiers worth aiming at: reachable, and the lowest of those with equal discounts."""
    within = [tier for tier in ladder.ladder.tiers if tier.from_ <= reachable]
    return [next(same) for _, same in groupby(within, key=lambda tier: tier.discount_bps)]


class _Lister:
    def __init__(self, problem: Problem, number: int) -> None:
        self.problem = problem
        self.number = number
        self.quote: Quote = problem.quotes[number]
        self.complete = True

    def offers(self) -> Iterator[Offer]:
        reachable = {at: self._steps(ladder) for at, ladder in enumerate(self.quote.ladders)}
        ladder_at = {lot: at for at, one in enumerate(self.quote.ladders) for lot in one.lots}
        bundles = self._earnable()
        for lot, lines in self.problem.lots.items():
            ladder = ladder_at.get(lot)
            states = self._states([at for at in bundles if lot in bundles[at].lots], bundles)
            for tier in [None] if ladder is None else reachable[ladder]:
                rate = tier.discount_bps if tier else 0
                step = (ladder, tier.from_) if tier and ladder is not None else None
                for line in lines:
                    yield from self._offer((line,), rate, step, frozenset())
                for state in states:
                    more = sum(bundles[at].discount_bps for at in state)
                    yield from self._offer(lines, min(WHOLE_BPS, rate + more), step, state)

    def _offer(
        self, lines: tuple[int, ...], rate: int, step: tuple[int, int] | None, state: States
    ) -> Iterator[Offer]:
        prices = []
        for at in lines:
            line = self.problem.lines[at]
            listed = self.quote.prices_minor.get(line.id)
            if listed is None:
                return
            prices.append(discounted(listed, rate))
            if line.ceiling_minor is not None and prices[-1] > line.ceiling_minor:
                return
        yield Offer(self.number, lines, tuple(prices), step, state)

    def _steps(self, ladder: LotLadder) -> list[Tier]:
        lines = [self.problem.lines[at] for at in self.problem.within(ladder.lots)]
        measure = ladder.ladder.measure
        priced = [line for line in lines if line.id in self.quote.prices_minor]
        return steps(ladder, sum(self.quote.amount(measure, line) for line in priced))

    def _earnable(self) -> dict[int, Bundle]:
        """The bundles of which the carrier prices every line, and that give something."""
        return {
            at: bundle
            for at, bundle in enumerate(self.quote.bundles)
            if bundle.discount_bps
            and all(
                self.problem.lines[line].id in self.quote.prices_minor
                for line in self.problem.within(bundle.lots)
            )
        }

    def _states(self, over: list[int], bundles: dict[int, Bundle]) -> list[States]:
        """The sets of bundles over one lot that can be earned together and no others with them."""
        states: set[States] = set()
        for at in over:
            for state in [frozenset[int](), *states]:
                lots = bundles[at].lots.union(*(bundles[other].lots for other in state))
                states.add(frozenset(other for other in over if bundles[other].lots <= lots))
                if len(states) > MAX_STATES:
                    self.complete = False
                    return sorted(states, key=sorted)
        return sorted(states, key=sorted)
