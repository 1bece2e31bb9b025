"""The award as a 0/1 program in exact integers: which offers are taken."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pricing.award.offers import Offer, list_offers
from pricing.award.problem import Line, Problem, Quote, Share
from pricing.award.rules import share_amount, sharers
from pricing.money import WHOLE_BPS

MAX_LINKS = 40_000  # offer-by-offer links to tiers: tighter, but only worth it up to here


@dataclass(frozen=True)
class Row:
    """low <= sum of coefficient * column <= high; None is no bound."""

    terms: dict[int, int]
    low: int | None
    high: int | None


class Model:
    """Columns are 0/1: offers first, then unserved lines, then winners, tiers, bundles."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        listed = list_offers(problem)
        self.offers: tuple[Offer, ...] = listed.offers
        self.complete = listed.complete
        self.rows: list[Row] = []
        self.width = len(self.offers)
        self.unserved = [self._unserved(line) for line in problem.lines]
        self.winner = [self.column() for _ in problem.quotes]
        self.taking: list[dict[int, list[int]]] = [defaultdict(list) for _ in problem.lines]
        for at, offer in enumerate(self.offers):
            for line in offer.lines:
                self.taking[line][offer.quote].append(at)
        self.floor, self.costs = self._costs()
        self._build()

    def column(self) -> int:
        self.width += 1
        return self.width - 1

    def row(self, terms: dict[int, int], low: int | None, high: int | None) -> None:
        self.rows.append(Row(terms, low, high))

    def won(self, quote: int, line: int, factor: int = 1) -> dict[int, int]:
        """Terms that come to `factor` when the carrier wins the line."""
        return dict.fromkeys(self.taking[line].get(quote, ()), factor)

    def total(self, quote: int, amounts: Iterable[tuple[int, int]]) -> dict[int, int]:
        """Terms that come to the amounts of the lines that the carrier wins."""
        terms: dict[int, int] = defaultdict(int)
        for line, amount in amounts:
            for column in self.taking[line].get(quote, ()):
                terms[column] += amount
        return terms

    def carriers(self, values: Sequence[float]) -> tuple[str | None, ...]:
        """The assignment that the column values stand for."""
        found: list[str | None] = [None] * len(self.problem.lines)
        for offer, value in zip(self.offers, values, strict=False):
            if value > 0.5:
                for line in offer.lines:
                    found[line] = self.problem.quotes[offer.quote].carrier
        return tuple(found)

    def choice(self, line: int, carrier: str | None) -> list[int]:
        """The columns of which one is 1 when the line goes to the carrier (None: unserved)."""
        if carrier is None:
            column = self.unserved[line]
            return [] if column is None else [column]
        number = next(
            at for at, quote in enumerate(self.problem.quotes) if quote.carrier == carrier
        )
        return self.taking[line].get(number, [])

    def forbid(self, carriers: Sequence[str | None]) -> Row:
        """A row that excludes exactly this assignment."""
        columns = [
            column for line, carrier in enumerate(carriers) for column in self.choice(line, carrier)
        ]
        counts: dict[int, int] = defaultdict(int)
        for column in columns:
            counts[column] += 1
        return Row(counts, None, len(carriers) - 1)

    def _unserved(self, line: Line) -> int | None:
        return None if line.outside_option_minor is None else self.column()

    def _costs(self) -> tuple[int, list[int]]:
        """The sum of each line's least cost, and what every column costs above that."""
        least: list[int | None] = [line.outside_option_minor for line in self.problem.lines]
        for offer in self.offers:
            for line, price in zip(offer.lines, offer.prices, strict=True):
                known = least[line]
                least[line] = price if known is None else min(known, price)
        floors = [cost or 0 for cost in least]
        costs = [0] * self.width
        for at, offer in enumerate(self.offers):
            costs[at] = sum(offer.prices) - sum(floors[line] for line in offer.lines)
        for line, column in enumerate(self.unserved):
            if column is not None:
                costs[column] = (self.problem.lines[line].outside_option_minor or 0) - floors[line]
        return sum(floors), costs

    def _build(self) -> None:
        for line, by_quote in enumerate(self.taking):
            terms = {column: 1 for columns in by_quote.values() for column in columns}
            self.row(terms | dict.fromkeys(self.choice(line, None), 1), 1, 1)
        for number, quote in enumerate(self.problem.quotes):
            self._winner_rows(number)
            self._tier_rows(number, quote)
            self._bundle_rows(number)
            self._limit_rows(number, quote)
        self._diversity_rows()
        self._rule_rows()
        self.costs += [0] * (self.width - len(self.costs))

    def _winner_rows(self, number: int) -> None:
        winner = self.winner[number]
        every = range(len(self.problem.lines))
        for line in every:
            if number in self.taking[line]:
                self.row(self.won(number, line) | {winner: -1}, None, 0)
        self.row(self.total(number, ((line, 1) for line in every)) | {winner: -1}, 0, None)

    def _tier_rows(self, number: int, quote: Quote) -> None:
        needing: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at, offer in enumerate(self.offers):
            if offer.quote == number and offer.step is not None and offer.step[1] > 0:
                needing[offer.step].append(at)
        chosen: dict[int, list[int]] = defaultdict(list)
        for (ladder, from_), columns in needing.items():
            reached = self.column()
            chosen[ladder].append(reached)
            measure = quote.ladders[ladder].ladder.measure
            volumes = {
                at: sum(quote.amount(measure, self.problem.lines[line]) for line in lines)
                for at, lines in ((at, self.offers[at].lines) for at in columns)
            }
            self.row(volumes | {reached: -from_}, 0, None)
            self._link(columns, reached)
        for tiers in chosen.values():
            self.row(dict.fromkeys(tiers, 1), None, 1)

    def _link(self, columns: list[int], reached: int) -> None:
        if len(self.offers) <= MAX_LINKS:
            for column in columns:
                self.row({column: 1, reached: -1}, None, 0)
        else:
            self.row(dict.fromkeys(columns, 1) | {reached: -len(columns)}, None, 0)

    def _bundle_rows(self, number: int) -> None:
        """A bundle is earned in all of its lots or in none."""
        giving: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for at, offer in enumerate(self.offers):
            if offer.quote == number:
                for bundle in offer.bundles:
                    giving[bundle][self.problem.lines[offer.lines[0]].lot].append(at)
        for bundle, lots in giving.items():
            earned = self.column()
            for lot in self.problem.quotes[number].bundles[bundle].lots:
                self.row(dict.fromkeys(lots.get(lot, ()), 1) | {earned: -1}, 0, 0)

    def _limit_rows(self, number: int, quote: Quote) -> None:
        lines = [(at, line) for at, line in enumerate(self.problem.lines) if self.won(number, at)]
        minimum = quote.minimum_award
        if minimum is not None:
            amounts = ((at, quote.amount(minimum.measure, line)) for at, line in lines)
            self.row(
                self.total(number, amounts) | {self.winner[number]: -minimum.at_least}, 0, None
            )
        for capacity in quote.capacities:
            within = ((at, line) for at, line in lines if line.lot in capacity.lots)
            amounts = ((at, quote.amount(capacity.measure, line)) for at, line in within)
            self.row(self.total(number, amounts), None, capacity.at_most)

    def _diversity_rows(self) -> None:
        for one, other in self.problem.pairs:
            for number in self.taking[one].keys() & self.taking[other].keys():
                terms = defaultdict(int, self.won(number, one))
                for column in self.won(number, other):
                    terms[column] += 1
                self.row(terms, None, 1)

    def _rule_rows(self) -> None:
        rules = self.problem.rules
        if rules.winners is not None:
            winners = dict.fromkeys(self.winner, 1)
            self.row(winners, rules.winners.at_least, rules.winners.at_most)
        if rules.winners_per_lot_at_most is not None:
            for lines in self.problem.lots.values():
                self._lot_rows(lines, rules.winners_per_lot_at_most)
        for share in rules.shares or ():
            for quote in sharers(self.problem, share):
                self._share_rows(share, self.problem.quotes.index(quote))

    def _share_rows(self, share: Share, number: int) -> None:
        within = self.problem.within(share.lots)
        amounts = [(at, share_amount(self.problem, share, at)) for at in within]
        whole = sum(amount for _, amount in amounts)
        total = self.total(number, amounts)
        if share.at_most_bps is not None:
            self.row(total, None, share.at_most_bps * whole // WHOLE_BPS)
        if share.at_least_bps:
            needed = -(-share.at_least_bps * whole // WHOLE_BPS)
            self.row(total | {self.winner[number]: -needed}, 0, None)

    def _lot_rows(self, lines: tuple[int, ...], most: int) -> None:
        present = []
        for number in range(len(self.problem.quotes)):
            inside = self.column()
            present.append(inside)
            for line in lines:
                if number in self.taking[line]:
                    self.row(self.won(number, line) | {inside: -1}, None, 0)
        self.row(dict.fromkeys(present, 1), None, most)
