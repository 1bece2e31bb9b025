"""Ladders of winning carriers below their next tier: what is missing, and what lines could do."""

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pricing.award.offers import best_rates
from pricing.award.problem import LotLadder, Problem, Quote
from pricing.award.rules import LadderReached, Settlement, breaches, rates_of, settle
from pricing.cover_steps import Addition
from pricing.covers import Taken, cheapest_cover
from pricing.money import WHOLE_BPS, discounted
from pricing.tiers import Measure, Tier

SETTLED_LINES = 20_000
"Lines settled in the search for one ladder's move, over all the moves that it tries"
LEAST_TRIED = 5
NEAR_BPS = 2_500
"A ladder is near its next tier when at most this part of its bound is missing"


@dataclass(frozen=True)
class MovedLine:
    """A line that goes to the carrier; from None: it was left out at its outside option."""

    line: str
    from_carrier: str | None
    before_minor: int
    after_minor: int


@dataclass(frozen=True)
class Move:
    """Lines that together bring a ladder to its next tier, and what that changes, exactly.

    `change_minor` is the total after less the total before, by all rules and ceilings of the
    problem; `cheaper` and `dearer` count the lines that stay where they are at another price.
    """

    lines: tuple[MovedLine, ...]
    change_minor: int
    cheaper: int
    dearer: int


@dataclass(frozen=True)
class Below:
    """A winning carrier's ladder below a break.

    `saving_minor` is what its `lines` would cost less at the next tier: what demand from elsewhere
    that makes up the `missing` volume may cost and still pay for itself. `candidates` are lines of
    the problem that could go there; `move` is the cheapest found that is enough, None if none is.
    """

    carrier: str
    ladder: str
    measure: Measure
    volume: int
    tier: Tier
    next_tier: Tier
    lines: int
    saving_minor: int
    candidates: int
    move: Move | None

    @property
    def missing(self) -> int:
        return self.next_tier.from_ - self.volume

    @property
    def near(self) -> bool:
        return self.missing * WHOLE_BPS <= NEAR_BPS * self.next_tier.from_


def below_breaks(settlement: Settlement) -> list[Below]:
    """Every ladder with volume that has a better tier above, the nearest to it first."""
    found = []
    for reached in settlement.ladders:
        climb = _Climb(settlement, reached)
        if climb.above is not None:
            found.append(climb.read(climb.above))
    return sorted(found, key=lambda one: (one.missing / one.next_tier.from_, one.carrier))


class _Climb:
    """One ladder of one carrier, looked at from where it stands."""

    def __init__(self, settlement: Settlement, reached: LadderReached) -> None:
        self.settlement, self.reached = settlement, reached
        self.problem: Problem = settlement.problem
        self.quote: Quote = self.problem.quote_of[reached.carrier]
        self.ladder: LotLadder = next(one for one in self.quote.ladders if one.id == reached.id)
        self.tried = 0

    @cached_property
    def above(self) -> Tier | None:
        """The next tier that gives more than the one reached."""
        tiers = self.ladder.ladder.tiers
        better = (t for t in tiers if t.discount_bps > self.reached.tier.discount_bps)
        return next(better, None)

    def read(self, above: Tier) -> Below:
        return Below(
            carrier=self.reached.carrier,
            ladder=self.reached.id,
            measure=self.ladder.ladder.measure,
            volume=self.reached.volume,
            tier=self.reached.tier,
            next_tier=above,
            lines=len(self._inside),
            saving_minor=self._saving(above),
            candidates=len(self._candidates),
            move=self._move(above),
        )

    @cached_property
    def _inside(self) -> list[int]:
        """The lines that make the ladder's volume."""
        own = self.settlement.won[self.reached.carrier]
        return [at for at in own if self.problem.lines[at].lot in self.ladder.lots]

    def _saving(self, above: Tier) -> int:
        return sum(self._cost(at) - self._then(at, above) for at in self._inside)

    @cached_property
    def _earned(self) -> dict[str, int]:
        """The carrier's rates by lot today, not capped."""
        own = self.settlement.won[self.reached.carrier]
        return rates_of(self.problem, self.quote, own).by_lot

    def _cost(self, at: int) -> int:
        """What the line costs today: its price, or its outside option."""
        price = self.settlement.prices[at]
        return self.problem.lines[at].outside_option_minor or 0 if price is None else price

    def _then(self, at: int, above: Tier) -> int:
        """What the line costs with this carrier at the tier above, by the bundles of today."""
        line = self.problem.lines[at]
        rate = self._earned[line.lot] + above.discount_bps - self.reached.tier.discount_bps
        return discounted(self.quote.prices_minor[line.id], min(WHOLE_BPS, rate))

    @cached_property
    def _candidates(self) -> list[int]:
        """Lines of others or of nobody that the carrier prices and may meet the ceilings of."""
        best = best_rates(self.problem, self.quote)
        return [at for at in self._of_others() if self._may_please(at, best)]

    def _of_others(self) -> Iterator[int]:
        for at in self.problem.within(self.ladder.lots):
            priced = self.problem.lines[at].id in self.quote.prices_minor
            if priced and self.settlement.carriers[at] != self.reached.carrier:
                yield at

    def _may_please(self, at: int, best: dict[str, int]) -> bool:
        line = self.problem.lines[at]
        least = discounted(self.quote.prices_minor[line.id], best[line.lot])
        return line.ceiling_minor is None or least <= line.ceiling_minor

    def _move(self, above: Tier) -> Move | None:
        """The cheapest found of the moves that break no rule: those that look cheapest are tried.

        A line's cost in the search is what it alone costs more at the tier above; what its leaving
        does to other carriers' ladders shows when the move is settled.
        """
        costs = {at: self._then(at, above) - self._cost(at) for at in self._candidates}
        offset = self._saving(above) - sum(min(0, cost) for cost in costs.values())
        cover = cheapest_cover(
            [Addition(at, self._amount(at), max(0, cost), times=1) for at, cost in costs.items()],
            above.from_ - self.reached.volume,
            judge=lambda taken: self._judged(taken, offset),
        )
        return None if cover is None else self._read_move({at for at, _ in cover.taken})

    def _amount(self, at: int) -> int:
        return self.quote.amount(self.ladder.ladder.measure, self.problem.lines[at])

    def _judged(self, taken: Taken, offset: int) -> int | None:
        """What the move changes in truth, on the search's scale; None if a rule forbids it."""
        if self.tried >= max(LEAST_TRIED, SETTLED_LINES // len(self.problem.lines)):
            return None
        self.tried += 1
        after = self._after({at for at, _ in taken})
        return None if breaches(after) else after.objective - self.settlement.objective + offset

    def _after(self, moved: Collection[Hashable]) -> Settlement:
        carriers = enumerate(self.settlement.carriers)
        return settle(
            self.problem, [self.reached.carrier if at in moved else one for at, one in carriers]
        )

    def _read_move(self, moved: Collection[Hashable]) -> Move:
        after = self._after(moved)
        prices = list(enumerate(zip(self.settlement.prices, after.prices, strict=True)))
        stayed = [
            new - old
            for at, (old, new) in prices
            if at not in moved and old is not None and new is not None
        ]
        return Move(
            lines=tuple(
                MovedLine(
                    self.problem.lines[at].id, self.settlement.carriers[at], self._cost(at), new
                )
                for at, (_, new) in prices
                if at in moved and new is not None
            ),
            change_minor=after.objective - self.settlement.objective,
            cheaper=sum(change < 0 for change in stayed),
            dearer=sum(change > 0 for change in stayed),
        )
