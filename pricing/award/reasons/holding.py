"""What one carrier holds in an award, and what one line more or less would change of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pricing.award.problem import Problem, Quote
from pricing.award.rules import rates_of
from pricing.money import WHOLE_BPS, discounted


@dataclass(frozen=True)
class LadderMove:
    """A ladder that reaches another discount."""

    carrier: str
    id: str
    from_bps: int
    to_bps: int


@dataclass(frozen=True)
class BundleMove:
    """A bundle that is earned, or earned no more."""

    carrier: str
    id: str
    earned: bool


@dataclass(frozen=True)
class Side:
    """What becomes of a carrier when one line comes or goes.

    `rate` is the line's own there, in bps; `others_minor` what its other lines cost more;
    `above` the positions of those that would then be above their ceilings.
    """

    rate: int
    others_minor: int
    ladders: tuple[LadderMove, ...]
    bundles: tuple[BundleMove, ...]
    above: tuple[int, ...]


class Holding:
    """One carrier's lines; every sum at every rate is made once."""

    def __init__(self, problem: Problem, quote: Quote, won: Iterable[int]) -> None:
        self.problem = problem
        self.quote = quote
        self.won = frozenset(won)
        self.rates = rates_of(problem, quote, self.won).by_lot
        self.lines: dict[str, list[int]] = defaultdict(list)
        for at in sorted(self.won):
            self.lines[problem.lines[at].lot].append(at)
        self.missing = [
            sum(at not in self.won for at in problem.within(bundle.lots))
            for bundle in quote.bundles
        ]
        self.volumes = {
            ladder.id: sum(
                quote.amount(ladder.ladder.measure, problem.lines[at])
                for lot in ladder.lots
                for at in self.lines.get(lot, ())
            )
            for ladder in quote.ladders
        }
        self._sums: dict[tuple[str, int], tuple[int, tuple[int, ...]]] = {}

    def listed(self, at: int) -> int:
        """The carrier's price of the line before any discount, in fen."""
        return self.quote.prices_minor[self.problem.lines[at].id]

    def rate(self, lot: str) -> int:
        """The discount on the lot's lines as things stand."""
        return min(WHOLE_BPS, self.rates[lot])

    def with_line(self, at: int) -> Side:
        return self._side(at, +1)

    def without_line(self, at: int) -> Side:
        return self._side(at, -1)

    def _side(self, at: int, sign: int) -> Side:
        ladders = tuple(self._ladder_moves(at, sign))
        bundles = tuple(self._bundle_moves(at, sign))
        changes = self._rate_changes(ladders, bundles)
        others, above = 0, list[int]()
        for lot, change in changes.items():
            before, after = self.rate(lot), min(WHOLE_BPS, self.rates[lot] + change)
            if before != after:
                others += self._sum(lot, after, at)[0] - self._sum(lot, before, at)[0]
                above += self._sum(lot, after, at)[1]
        own = self.problem.lines[at].lot
        rate = min(WHOLE_BPS, self.rates[own] + (changes.get(own, 0) if sign > 0 else 0))
        return Side(rate, others, ladders, bundles, tuple(sorted(above)))

    def _ladder_moves(self, at: int, sign: int) -> Iterator[LadderMove]:
        line = self.problem.lines[at]
        ladder = self.quote.ladder_of.get(line.lot)
        if ladder is None:
            return
        before = self.volumes[ladder.id]
        after = before + sign * self.quote.amount(ladder.ladder.measure, line)
        old, new = (ladder.ladder.tier_at(volume).discount_bps for volume in (before, after))
        if old != new:
            yield LadderMove(self.quote.carrier, ladder.id, old, new)

    def _bundle_moves(self, at: int, sign: int) -> Iterator[BundleMove]:
        lot = self.problem.lines[at].lot
        for bundle, missing in zip(self.quote.bundles, self.missing, strict=True):
            if lot in bundle.lots and missing == (1 if sign > 0 else 0):
                yield BundleMove(self.quote.carrier, bundle.id, sign > 0)

    def _rate_changes(
        self, ladders: Iterable[LadderMove], bundles: Iterable[BundleMove]
    ) -> Mapping[str, int]:
        """By lot, in bps, before the cap at the whole."""
        changes: dict[str, int] = defaultdict(int)
        for move in ladders:
            for lot in next(one.lots for one in self.quote.ladders if one.id == move.id):
                changes[lot] += move.to_bps - move.from_bps
        for earned in bundles:
            bundle = next(one for one in self.quote.bundles if one.id == earned.id)
            for lot in bundle.lots:
                changes[lot] += bundle.discount_bps if earned.earned else -bundle.discount_bps
        return changes

    def _sum(self, lot: str, rate: int, but: int) -> tuple[int, list[int]]:
        """What the carrier's lines of the lot cost at the rate, and which are above their
        ceilings; without the line `but`."""
        if (lot, rate) not in self._sums:
            prices = {at: discounted(self.listed(at), rate) for at in self.lines.get(lot, ())}
            above = tuple(at for at, price in prices.items() if self._is_above(at, price))
            self._sums[lot, rate] = sum(prices.values()), above
        total, above = self._sums[lot, rate]
        if but in self.won and self.problem.lines[but].lot == lot:
            total -= discounted(self.listed(but), rate)
        return total, [at for at in above if at != but]

    def _is_above(self, at: int, price: int) -> bool:
        ceiling = self.problem.lines[at].ceiling_minor
        return ceiling is not None and price > ceiling
