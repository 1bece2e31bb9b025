"""Checks a tree of ranges of tiers: each leaf must reach the target, or hold no award."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pricing.award.proof.certificate import Ranges, Reaching, Split, Tree
from pricing.award.proof.market import Market
from pricing.award.proof.names import Names, Unknown
from pricing.award.proof.range_bound import LinePrices, RangeBound, narrowed_range, no_prices
from pricing.award.proof.ranges import Range, every_tier
from pricing.award.proof.situation import Shadow, Situation
from pricing.award.proof.wholes import Wholes

Trees = Callable[[Tree, Situation, Shadow, str], Iterator[str]]
"follows the tree of a single combination"


class RangeCheck:
    """Follows the ranges of one part, from all of its awards on."""

    def __init__(
        self, market: Market, wholes: Wholes, names: Names, target: int, trees: Trees
    ) -> None:
        self.market, self.wholes, self.names = market, wholes, names
        self.target, self.trees = target, trees

    def gaps(self, ranges: Ranges, path: str) -> Iterator[str]:
        """Where the proof fails, as `path: message`."""
        first = every_tier(self.market), no_prices(self.market)
        try:
            yield from self._case(ranges, *first, f"{path}/ranges")
        except Unknown as error:
            yield f"{path}/ranges: {error}"

    def _case(self, ranges: Ranges, case: Range, known: LinePrices, path: str) -> Iterator[str]:
        case, found, closed = self._narrowed(case, known)
        if closed:
            return
        if ranges.prices is not None:
            known = self.names.line_prices(ranges.prices)
            case, found, closed = self._narrowed(case, known)
            if closed:
                return
        if ranges.tree is not None and case.single:
            yield from self.trees(ranges.tree, case.situation(), Shadow(), f"{path}/tree")
        elif ranges.split is None or ranges.yes is None or ranges.no is None:
            value = None if found is None else found.value
            yield f"{path}: is bounded by {value}, less than {self.target}"
        else:
            for yes, branch in ((True, ranges.yes), (False, ranges.no)):
                part = self._part(case, ranges.split, yes)
                yield from self._case(branch, part, known, f"{path}/{'yes' if yes else 'no'}")

    def _narrowed(self, case: Range, known: LinePrices) -> tuple[Range, RangeBound | None, bool]:
        return narrowed_range(self.market, self.wholes, case, known, self.target)

    def _part(self, case: Range, split: Split | Reaching, yes: bool) -> Range:
        """The part of the case in which the statement holds, or does not. Raises Unknown."""
        if isinstance(split, Split):
            row, column = self.names.choice(split.line or "", split.carrier)
            return case.where(self.market, row, column, yes)
        if split.from_ == 0:
            return case.winning(self.market, self.names.carrier(split.carrier), yes)
        return case.reaching(self.market, *self.names.reached(split), yes)
