"""Which rules an award would break if one line of it moved, counted on from what it holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pricing.award.problem import Line, Quote, Share, Winners
from pricing.award.rules import Settlement, share_amount, sharers
from pricing.money import WHOLE_BPS


class Limits:
    """The rules of a problem beside ceilings, at an award that keeps them all."""

    def __init__(self, settlement: Settlement) -> None:
        self.problem = settlement.problem
        self.carriers = settlement.carriers
        self.won = {carrier: len(lines) for carrier, lines in settlement.won.items()}
        self.partners: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, other in self.problem.pairs:
            self.partners[at].append((at, other))
            self.partners[other].append((at, at))
        self.by_lot: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for line, carrier in zip(self.problem.lines, self.carriers, strict=True):
            if carrier is not None:
                self.by_lot[line.lot][carrier] += 1
        self.number = {quote.carrier: at for at, quote in enumerate(self.problem.quotes)}
        self.shares = [_Shares(settlement, share) for share in self.problem.rules.shares or ()]
        self.minimums: dict[str, int] = {}
        self.capacities: dict[tuple[str, int], int] = {}
        for quote in self.problem.quotes:
            self._count(
                quote, [self.problem.lines[at] for at in settlement.won.get(quote.carrier, ())]
            )

    def _count(self, quote: Quote, won: list[Line]) -> None:
        """What the carrier's own limits measure."""
        if quote.minimum_award is not None:
            measure = quote.minimum_award.measure
            self.minimums[quote.carrier] = sum(quote.amount(measure, line) for line in won)
        for number, capacity in enumerate(quote.capacities):
            self.capacities[quote.carrier, number] = sum(
                quote.amount(capacity.measure, line) for line in won if line.lot in capacity.lots
            )

    def broken(self, at: int, new: str | None) -> set[str]:
        """The JSON paths of the rules that break when the line goes to `new` instead."""
        old, line = self.carriers[at], self.problem.lines[at]
        must = new is None and line.outside_option_minor is None
        return {
            *([f"/lines/{at}/outside_option_minor"] if must else []),
            *self._pairs(at, new),
            *self._minimum(line, old, new),
            *self._capacities(line, new),
            *self._winners(line, old, new),
            *self._shares(at, old, new),
        }

    def _pairs(self, at: int, new: str | None) -> Iterator[str]:
        for owner, other in self.partners[at]:
            if new is not None and self.carriers[other] == new:
                yield f"/lines/{owner}/diverse_from"

    def _minimum(self, line: Line, old: str | None, new: str | None) -> Iterator[str]:
        for carrier, sign in ((old, -1), (new, 1)):
            quote = self.problem.quote_of.get(carrier or "")
            if quote is None or quote.minimum_award is None:
                continue
            minimum, stays = quote.minimum_award, self.won.get(quote.carrier, 0) + sign > 0
            total = self.minimums[quote.carrier] + sign * quote.amount(minimum.measure, line)
            if stays and total < minimum.at_least:
                yield f"/quotes/{self.number[quote.carrier]}/minimum_award"

    def _capacities(self, line: Line, new: str | None) -> Iterator[str]:
        quote = self.problem.quote_of.get(new or "")
        for number, capacity in enumerate(quote.capacities if quote else ()):
            if quote is not None and line.lot in capacity.lots:
                held = self.capacities[quote.carrier, number]
                if held + quote.amount(capacity.measure, line) > capacity.at_most:
                    yield f"/quotes/{self.number[quote.carrier]}/capacities/{number}"

    def _winners(self, line: Line, old: str | None, new: str | None) -> Iterator[str]:
        rules = self.problem.rules
        winners, most = rules.winners or Winners(), rules.winners_per_lot_at_most
        count = len(self.won) + _more(self.won, old, new)
        if (winners.at_least or 0) > count or (
            winners.at_most is not None and count > winners.at_most
        ):
            yield "/rules/winners"
        here = self.by_lot.get(line.lot, {})
        if most is not None and len(here) + _more(here, old, new) > most:
            yield "/rules/winners_per_lot_at_most"

    def _shares(self, at: int, old: str | None, new: str | None) -> Iterator[str]:
        left = old is not None and self.won[old] > 1
        if any(share.broken(at, old if left else None, new) for share in self.shares):
            yield "/rules/shares"


def _more(counts: Mapping[str, int], old: str | None, new: str | None) -> int:
    """By how many the names with anything change when one thing goes from old to new."""
    return (new is not None and new not in counts) - (old is not None and counts.get(old) == 1)


class _Shares:
    """What each carrier has of one share."""

    def __init__(self, settlement: Settlement, share: Share) -> None:
        self.share = share
        self.bound = {quote.carrier for quote in sharers(settlement.problem, share)}
        within = settlement.problem.within(share.lots)
        self.amounts = {at: share_amount(settlement.problem, share, at) for at in within}
        self.whole = sum(self.amounts.values())
        self.held: dict[str, int] = {
            carrier: self._of(lines) for carrier, lines in settlement.won.items()
        }

    def _of(self, lines: Iterable[int]) -> int:
        return sum(self.amounts.get(at, 0) for at in lines)

    def broken(self, at: int, old: str | None, new: str | None) -> bool:
        """`old` None: it wins nothing any more, and nothing binds it."""
        amount = self.amounts.get(at, 0)
        return self._breaks(old, -amount) or self._breaks(new, amount)

    def _breaks(self, carrier: str | None, change: int) -> bool:
        if carrier is None or carrier not in self.bound:
            return False
        total = (self.held.get(carrier, 0) + change) * WHOLE_BPS
        least, most = self.share.at_least_bps or 0, self.share.at_most_bps
        return total < least * self.whole or (most is not None and total > most * self.whole)
