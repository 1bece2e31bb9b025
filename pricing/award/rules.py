"""What an assignment costs and which rules it breaks, in exact integers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pricing.award.problem import ANY, Line, Problem, Quote, Share
from pricing.money import WHOLE_BPS, discounted
from pricing.tiers import Fault, Measure, Tier

Carriers = tuple[str | None, ...]
Rank = tuple[int, int, int, tuple[int, ...]]


@dataclass(frozen=True)
class LadderReached:
    carrier: str
    id: str
    volume: int
    tier: Tier


@dataclass(frozen=True)
class BundleState:
    carrier: str
    id: str
    earned: bool


@dataclass(frozen=True)
class Settlement:
    """The exact consequences of an assignment; rates and prices are None where unserved."""

    problem: Problem
    carriers: Carriers
    rates: tuple[int | None, ...]
    prices: tuple[int | None, ...]
    ladders: tuple[LadderReached, ...]
    bundles: tuple[BundleState, ...]

    @cached_property
    def objective(self) -> int:
        """The final prices plus the outside options of the unserved lines, in fen."""
        pairs = zip(self.prices, self.problem.lines, strict=True)
        return sum(
            (line.outside_option_minor or 0) if price is None else price for price, line in pairs
        )

    @cached_property
    def won(self) -> dict[str, list[int]]:
        """The positions won, by carrier with at least one."""
        won: dict[str, list[int]] = defaultdict(list)
        for at, carrier in enumerate(self.carriers):
            if carrier is not None:
                won[carrier].append(at)
        return dict(won)

    @cached_property
    def rank(self) -> Rank:
        """Smaller is better: total, unserved lines, winners, carriers in line order."""
        order = {carrier: at for at, carrier in enumerate(self.problem.carriers)}
        places = tuple(len(order) if name is None else order[name] for name in self.carriers)
        return self.objective, self.carriers.count(None), len(self.won), places


def settle(problem: Problem, carriers: Sequence[str | None]) -> Settlement:
    """Prices the assignment; every carrier named must price its line."""
    rates: list[int | None] = [None] * len(problem.lines)
    ladders: list[LadderReached] = []
    bundles: list[BundleState] = []
    won: dict[str, list[int]] = defaultdict(list)
    for at, carrier in enumerate(carriers):
        if carrier is not None:
            won[carrier].append(at)
    for quote in problem.quotes:
        earned = rates_of(problem, quote, won.get(quote.carrier, []))
        ladders += earned.ladders
        bundles += earned.bundles
        for at in won.get(quote.carrier, []):
            rates[at] = min(WHOLE_BPS, earned.by_lot[problem.lines[at].lot])
    prices = tuple(
        None
        if carrier is None or rate is None
        else discounted(problem.quote_of[carrier].prices_minor[line.id], rate)
        for line, carrier, rate in zip(problem.lines, carriers, rates, strict=True)
    )
    return Settlement(
        problem, tuple(carriers), tuple(rates), prices, tuple(ladders), tuple(bundles)
    )


@dataclass(frozen=True)
class Earned:
    """What one carrier's lines earn: the rate of each lot, not yet capped, and whence it comes."""

    by_lot: dict[str, int]
    ladders: tuple[LadderReached, ...]
    bundles: tuple[BundleState, ...]


def rates_of(problem: Problem, quote: Quote, won: Collection[int]) -> Earned:
    """The rates of the carrier that wins these lines."""
    by_lot: dict[str, int] = dict.fromkeys(problem.lots, 0)
    reached, states = [], []
    lines = _lines_by_lot(problem, won)
    for ladder in quote.ladders:
        volume = _amount_in(quote, ladder.ladder.measure, lines, ladder.lots)
        tier = ladder.ladder.tier_at(volume)
        if volume:
            reached.append(LadderReached(quote.carrier, ladder.id, volume, tier))
        for lot in ladder.lots:
            by_lot[lot] += tier.discount_bps
    for bundle in quote.bundles:
        earned = all(len(lines.get(lot, ())) == len(problem.lots[lot]) for lot in bundle.lots)
        states.append(BundleState(quote.carrier, bundle.id, earned))
        for lot in bundle.lots if earned else ():
            by_lot[lot] += bundle.discount_bps
    return Earned(by_lot, tuple(reached), tuple(states))


def _lines_by_lot(problem: Problem, won: Iterable[int]) -> dict[str, list[Line]]:
    """The lines at these positions, looked through once for all rules of a carrier."""
    found: dict[str, list[Line]] = defaultdict(list)
    for at in won:
        found[problem.lines[at].lot].append(problem.lines[at])
    return found


def _amount_in(
    quote: Quote, measure: Measure, lines: Mapping[str, Sequence[Line]], lots: Iterable[str]
) -> int:
    """What the lines of these lots count in the measure if the carrier wins them."""
    return sum(quote.amount(measure, line) for lot in lots for line in lines.get(lot, ()))


def breaches(settlement: Settlement) -> list[Fault]:
    """Each rule of the problem that the assignment breaks, by its JSON path."""
    return [
        *_line_breaches(settlement),
        *_quote_breaches(settlement),
        *_winner_breaches(settlement),
        *_share_breaches(settlement),
    ]


def _line_breaches(settlement: Settlement) -> Iterator[Fault]:
    for at, (line, price) in enumerate(
        zip(settlement.problem.lines, settlement.prices, strict=True)
    ):
        if price is None and line.outside_option_minor is None:
            yield f"/lines/{at}/outside_option_minor", "the line must be served"
        if price is not None and line.ceiling_minor is not None and price > line.ceiling_minor:
            yield f"/lines/{at}/ceiling_minor", f"{price} is above {line.ceiling_minor}"
    for at, other in settlement.problem.pairs:
        carrier = settlement.carriers[at]
        if carrier is not None and carrier == settlement.carriers[other]:
            yield f"/lines/{at}/diverse_from", f"both lines go to {carrier}"


def _quote_breaches(settlement: Settlement) -> Iterator[Fault]:
    problem = settlement.problem
    for at, quote in enumerate(problem.quotes):
        won = _lines_by_lot(problem, settlement.won.get(quote.carrier, []))
        minimum = quote.minimum_award
        if won and minimum is not None:
            total = _amount_in(quote, minimum.measure, won, won)
            if total < minimum.at_least:
                yield f"/quotes/{at}/minimum_award", f"{total} is below {minimum.at_least}"
        for number, capacity in enumerate(quote.capacities):
            total = _amount_in(quote, capacity.measure, won, capacity.lots)
            if total > capacity.at_most:
                yield f"/quotes/{at}/capacities/{number}", f"{total} is above {capacity.at_most}"


def _winner_breaches(settlement: Settlement) -> Iterator[Fault]:
    rules, count = settlement.problem.rules, len(settlement.won)
    winners = rules.winners
    if winners is not None:
        if winners.at_least is not None and count < winners.at_least:
            yield "/rules/winners", f"{count} winners, at least {winners.at_least} needed"
        if winners.at_most is not None and count > winners.at_most:
            yield "/rules/winners", f"{count} winners, at most {winners.at_most} allowed"
    most = rules.winners_per_lot_at_most
    for lot, lines in settlement.problem.lots.items() if most is not None else ():
        names = {settlement.carriers[at] for at in lines} - {None}
        if most is not None and len(names) > most:
            yield "/rules/winners_per_lot_at_most", f"{len(names)} in lot {lot}, at most {most}"


def _share_breaches(settlement: Settlement) -> Iterator[Fault]:
    problem = settlement.problem
    for number, share in enumerate(problem.rules.shares or ()):
        whole = share_whole(problem, share)
        for quote in sharers(problem, share):
            lines = settlement.won.get(quote.carrier, [])
            total = share_won(problem, share, lines)
            least, most = share.at_least_bps, share.at_most_bps
            words = f"share {number}: {quote.carrier} has {total} of {whole}"
            if most is not None and total * WHOLE_BPS > most * whole:
                yield "/rules/shares", f"{words}, at most {most} bps allowed"
            if lines and least is not None and total * WHOLE_BPS < least * whole:
                yield "/rules/shares", f"{words}, at least {least} bps needed"


def sharers(problem: Problem, share: Share) -> list[Quote]:
    """The carriers that the share binds."""
    return [quote for quote in problem.quotes if share.carrier in (ANY, quote.carrier)]


def share_whole(problem: Problem, share: Share) -> int:
    """What all lines of the share's lots come to, served or not."""
    return sum(share_amount(problem, share, at) for at in problem.within(share.lots))


def share_won(problem: Problem, share: Share, won: Iterable[int]) -> int:
    """What these lines come to, as far as they are in the share's lots."""
    inside = (at for at in won if problem.lines[at].lot in share.lots)
    return sum(share_amount(problem, share, at) for at in inside)


def share_amount(problem: Problem, share: Share, line: int) -> int:
    """What the line counts in the share's measure."""
    return 1 if share.measure == "lines" else problem.lines[line].mbps
