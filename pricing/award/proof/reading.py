"""A problem read into the arrays of a market, once."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from pricing.award.problem import Capacity, Problem, Quote, Share
from pricing.award.proof.exact import NEVER, Ints, scale_for
from pricing.award.proof.market import Demand, Earning, Market, Scope, by_carrier
from pricing.award.rules import sharers
from pricing.money import WHOLE_BPS
from pricing.tiers import Measure, Tier


def market_of(problem: Problem) -> Market:
    """The arrays of the whole problem."""
    names = tuple(sorted(problem.lots))
    number = {name: at for at, name in enumerate(names)}
    lot_by_line = np.array([number[line.lot] for line in problem.lines], dtype=np.int64)
    lines = np.argsort(lot_by_line, kind="stable").astype(np.int64)
    lot_of = lot_by_line[lines]
    row_of = np.empty(len(lines), dtype=np.int64)
    row_of[lines] = np.arange(len(lines))
    builder = _Builder(problem, row_of, number)
    scale = builder.scale
    scopes = tuple(builder.scopes())
    earnings = tuple(builder.earnings())
    pairs, loose = builder.pairs(lot_of, frozenset(lot for e in earnings for lot in e.lots))
    winners = problem.rules.winners
    least = 0 if winners is None else winners.at_least or 0
    most = len(problem.quotes) if winners is None or winners.at_most is None else winners.at_most
    return Market(
        scale=scale,
        carriers=len(problem.quotes),
        lines=lines,
        lot_of=lot_of,
        lots=names,
        starts=np.searchsorted(lot_of, np.arange(len(names))).astype(np.int64),
        outside=builder.outside(scale)[lines],
        ceilings=builder.ceilings[lines],
        scopes=scopes,
        demands=tuple(builder.demands(least)),
        pairs=pairs,
        loose_pairs=loose,
        earnings=earnings,
        per_lot_at_most=problem.rules.winners_per_lot_at_most,
        least_winners=least,
        most_winners=min(most, len(problem.quotes)),
        scopes_of=by_carrier(scopes),
    )


class _Builder:
    """Reads the problem once, carrier by carrier."""

    def __init__(self, problem: Problem, row_of: Ints, number: dict[str, int]) -> None:
        self.problem, self.row_of, self.number = problem, row_of, number
        self.lots = np.array([number[line.lot] for line in problem.lines], dtype=np.int64)
        self.mbps = np.array([line.mbps for line in problem.lines], dtype=np.int64)
        self.ceilings = _amounts([line.ceiling_minor for line in problem.lines])
        self.quoted = [self._quoted(quote) for quote in problem.quotes]
        dearest = np.array(
            [line.outside_option_minor or 0 for line in problem.lines], dtype=np.int64
        )
        for lines, prices in self.quoted:
            dearest[lines] = np.maximum(dearest[lines], prices)
        self.scale = scale_for(sum(dearest.tolist()) + 1)
        self.within_lots: dict[frozenset[str], Ints] = {}

    def outside(self, scale: int) -> Ints:
        amounts = _amounts([line.outside_option_minor for line in self.problem.lines])
        return np.where(amounts == NEVER, NEVER, amounts * scale)

    def scopes(self) -> list[Scope]:
        return [
            scope
            for carrier, quote in enumerate(self.problem.quotes)
            for scope in self._scopes_of(carrier, quote)
        ]

    def _quoted(self, quote: Quote) -> tuple[Ints, Ints]:
        """The lines that the carrier prices, in order, and its list prices."""
        position = self.problem.position
        lines = np.array([position[name] for name in quote.prices_minor], dtype=np.int64)
        prices = np.array(list(quote.prices_minor.values()), dtype=np.int64)
        order = np.argsort(self.row_of[lines]) if len(lines) else lines
        return lines[order], prices[order]

    def _scopes_of(self, carrier: int, quote: Quote) -> list[Scope]:
        lines, prices = self.quoted[carrier]
        flags = np.full(len(self.problem.lots), -1, dtype=np.int64)
        for at, one in enumerate(quote.ladders):
            flags[[self.number[lot] for lot in one.lots]] = at
        ladder_of = flags[self.lots[lines]] if len(lines) else lines
        order = np.argsort(ladder_of, kind="stable")
        places = range(-1, len(quote.ladders))
        ends = np.searchsorted(ladder_of[order], places, side="right").tolist()
        return [
            self._scope(carrier, quote, at, lines[order[first:end]], prices[order[first:end]])
            for at, first, end in zip(places, [0, *ends], ends, strict=False)
            if first < end
        ]

    def _scope(self, carrier: int, quote: Quote, ladder: int, lines: Ints, prices: Ints) -> Scope:
        if ladder < 0:
            tiers: tuple[Tier, ...] = (Tier(0, 0),)
            volumes = np.zeros(len(lines), dtype=np.int64)
        else:
            own = quote.ladders[ladder].ladder
            volumes = self._measured(own.measure, lines, prices)
            total = sum(volumes.tolist())
            reachable = [tier for tier in own.tiers if tier.from_ <= total]
            tiers = tuple(
                next(same) for _, same in groupby(reachable, key=lambda tier: tier.discount_bps)
            )
        return Scope(
            carrier=carrier,
            ladder=None if ladder < 0 else ladder,
            tiers=tiers,
            lines=self.row_of[lines],
            listed=prices,
            ceilings=self.ceilings[lines],
            volumes=volumes,
            scale=self.scale,
        )

    def _measured(self, measure: Measure, lines: Ints, prices: Ints) -> Ints:
        if measure == "lines":
            return np.ones(len(lines), dtype=np.int64)
        return self.mbps[lines] if measure == "mbps" else prices

    def demands(self, least_winners: int) -> list[Demand]:
        found: list[Demand] = []
        for carrier, quote in enumerate(self.problem.quotes):
            path = f"/quotes/{carrier}"
            minimum = quote.minimum_award
            if minimum is not None:
                everywhere = self._demand(carrier, minimum.measure, frozenset(self.number))
                found.append(
                    Demand(
                        f"{path}/minimum_award", carrier, True, minimum.at_least, *everywhere, True
                    )
                )
            for at, capacity in enumerate(quote.capacities):
                found.append(self._capacity(f"{path}/capacities/{at}", carrier, capacity))
            if least_winners:
                everywhere = self._demand(carrier, "lines", frozenset(self.number))
                found.append(Demand("/rules/winners", carrier, True, 1, *everywhere, True))
        for at, share in enumerate(self.problem.rules.shares or ()):
            found += self._share(f"/rules/shares/{at}", share)
        return found

    def _demand(self, carrier: int, measure: Measure, lots: frozenset[str]) -> tuple[Ints, Ints]:
        lines, prices = self.quoted[carrier]
        if len(lots) < len(self.number):
            mine = self._within(lots)[lines]
            lines, prices = lines[mine], prices[mine]
        return self.row_of[lines], self._measured(measure, lines, prices)

    def _within(self, lots: frozenset[str]) -> Ints:
        if lots not in self.within_lots:
            inside = [line.lot in lots for line in self.problem.lines]
            self.within_lots[lots] = np.array(inside, dtype=np.bool_)
        return self.within_lots[lots]

    def _capacity(self, path: str, carrier: int, capacity: Capacity) -> Demand:
        lines, amounts = self._demand(carrier, capacity.measure, capacity.lots)
        return Demand(path, carrier, False, capacity.at_most, lines, amounts, False)

    def _share(self, path: str, share: Share) -> list[Demand]:
        inside = self._within(share.lots)
        whole = int(inside.sum())
        if share.measure == "mbps":
            whole = sum(self.mbps[inside].tolist())
        found = []
        for quote in sharers(self.problem, share):
            carrier = self.problem.quotes.index(quote)
            own = self._demand(carrier, share.measure, share.lots)
            if share.at_most_bps is not None:
                most = share.at_most_bps * whole // WHOLE_BPS
                found.append(Demand(f"{path}/at_most_bps", carrier, False, most, *own, False))
            if share.at_least_bps:
                least = -(-share.at_least_bps * whole // WHOLE_BPS)
                found.append(Demand(f"{path}/at_least_bps", carrier, True, least, *own, True))
        return found

    def earnings(self) -> list[Earning]:
        """The bundles that give something and of which the carrier prices every line."""
        found = []
        for carrier, quote in enumerate(self.problem.quotes):
            priced = quote.prices_minor
            for at, bundle in enumerate(quote.bundles):
                lines = self.problem.within(bundle.lots)
                if (
                    bundle.discount_bps
                    and lines
                    and all(self.problem.lines[line].id in priced for line in lines)
                ):
                    lots = tuple(sorted(self.number[lot] for lot in bundle.lots))
                    found.append(Earning(carrier, at, lots, bundle.discount_bps))
        return found

    def pairs(self, lot_of: Ints, whole_lots: frozenset[int]) -> tuple[Ints, Ints]:
        """Rows two by two that are priced together, and those that only branching decides."""
        taken: set[int] = set()
        priced: list[tuple[int, int]] = []
        loose: list[tuple[int, int]] = []
        for one, other in self.problem.pairs:
            rows = int(self.row_of[one]), int(self.row_of[other])
            apart = int(lot_of[rows[0]]) != int(lot_of[rows[1]])
            tied = self.problem.rules.winners_per_lot_at_most is not None or any(
                int(lot_of[row]) in whole_lots for row in rows
            )
            if taken & set(rows) or (apart and tied):
                loose.append(rows)
            else:
                priced.append(rows)
                taken |= set(rows)
        return _two_by_two(priced), _two_by_two(loose)


def _two_by_two(rows: list[tuple[int, int]]) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _amounts(values: list[int | None]) -> Ints:
    return np.array([NEVER if value is None else value for value in values], dtype=np.int64)
