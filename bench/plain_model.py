"""The award as anyone would first write it down, every rule a row of one 0/1 program.

Written without a look at pricing.award.model, so that agreement of the two means something.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from bench.plain_columns import NOBODY, Columns
from bench.plain_program import UNBOUNDED, Numbers, Program, Rows
from pricing.award.problem import ANY, Problem
from pricing.money import WHOLE_BPS


class PlainModel:
    """`program` has costs above `floor` fen; `carriers` reads a solution of it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cols = Columns(problem)
        self.rows = Rows()
        self._line_rows()
        self._tier_rows()
        self._bundle_rows()
        self._pair_rows()
        self._quote_rows()
        self._winner_rows()
        self._lot_rows()
        self._share_rows()
        self.floor, costs = self._costs()
        self.program: Program = self.rows.program(costs)

    def carriers(self, ones: Sequence[int]) -> tuple[str | None, ...]:
        """The carrier of each line when these columns are 1."""
        taken = np.isin(self.cols.column, ones)
        owner = np.full(len(self.problem.lines), NOBODY)
        owner[self.cols.line[taken]] = self.cols.owner[taken]
        quotes = self.problem.quotes
        return tuple(None if at == NOBODY else quotes[at].carrier for at in owner)

    def _costs(self) -> tuple[int, Numbers]:
        cols = self.cols
        least = np.full(len(self.problem.lines), UNBOUNDED)
        np.minimum.at(least, cols.line, cols.price)
        costs = np.zeros(cols.width, dtype=np.int64)
        np.add.at(costs, cols.column, cols.price - least[cols.line])
        return sum(least.tolist()), costs

    def _line_rows(self) -> None:
        """Each line is taken once."""
        terms = (self.cols.line, self.cols.column, 1)
        self.rows.block(len(self.problem.lines), terms, low=1, high=1)

    def _tier_rows(self) -> None:
        """A price needs its tier, a tier its volume, and a ladder claims one tier at most."""
        cols = self.cols
        priced = cols.tier >= 0
        columns, first = np.unique(cols.column[priced], return_index=True)
        each = np.arange(len(columns))
        needed = cols.tier[priced][first]
        self.rows.block(len(each), (each, columns, 1), (each, needed, -1), low=-1, high=0)
        for owner, tiers, claims in cols.ladders:
            winner = (0, cols.winner[owner], -1)
            self.rows.block(1, (0, claims, 1), winner, low=-1, high=0)
            for tier, claim in zip(tiers, claims, strict=True):
                mine = cols.tier == claim
                volumes = (0, cols.column[mine], cols.volume[mine])
                self.rows.block(1, volumes, (0, claim, -tier.from_), low=0, high=UNBOUNDED)

    def _bundle_rows(self) -> None:
        """A bundle is taken in all its lots or in none."""
        for quote, lumps in zip(self.problem.quotes, self.cols.lumps, strict=True):
            for at, bundle in enumerate(quote.bundles):
                earned = self.cols.new(1)
                for lot in bundle.lots:
                    states = lumps.get(lot, {}).items()
                    with_it = chain.from_iterable(cols for state, cols in states if at in state)
                    columns = np.array(list(with_it), dtype=np.int64)
                    self.rows.block(1, (0, columns, 1), (0, earned, -1), low=0, high=0)

    def _pair_rows(self) -> None:
        """No carrier takes both lines of a pair."""
        cols, carriers = self.cols, len(self.problem.quotes)
        order = np.argsort(cols.line, kind="stable")
        ends = np.searchsorted(cols.line[order], np.arange(len(self.problem.lines) + 1))
        for pair in self.problem.pairs:
            both = np.concatenate([order[ends[line] : ends[line + 1]] for line in pair])
            both = both[cols.owner[both] != NOBODY]
            terms = (cols.owner[both], cols.column[both], 1)
            self.rows.block(carriers, terms, low=0, high=1)

    def _quote_rows(self) -> None:
        for owner, quote in enumerate(self.problem.quotes):
            minimum = quote.minimum_award
            if minimum is not None:
                amount = self.cols.amount(minimum.measure, owner)
                self._bound(owner, amount, low=minimum.at_least)
            for capacity in quote.capacities:
                amount = self.cols.amount(capacity.measure, owner)
                self._bound(owner, amount * self.cols.inside(capacity.lots), high=capacity.at_most)

    def _winner_rows(self) -> None:
        """Who counts as a winner has a line; that a line needs a winner, the ladders say."""
        for owner in range(len(self.problem.quotes)):
            self._bound(owner, np.ones(len(self.problem.lines), dtype=np.int64), low=1)
        winners = self.problem.rules.winners
        if winners is not None:
            low = winners.at_least or 0
            high = UNBOUNDED if winners.at_most is None else winners.at_most
            self.rows.block(1, (0, self.cols.winner, 1), low=low, high=high)

    def _lot_rows(self) -> None:
        """Who takes a line is in its lot."""
        most = self.problem.rules.winners_per_lot_at_most
        if most is None:
            return
        cols, lots = self.cols, len(self.problem.lots)
        served = np.flatnonzero(cols.owner != NOBODY)
        present = cols.new(len(self.problem.quotes) * lots)
        needed = present[cols.owner[served] * lots + cols.lot[cols.line[served]]]
        each = np.arange(len(served))
        terms = (each, cols.column[served], 1)
        self.rows.block(len(each), terms, (each, needed, -1), low=-1, high=0)
        self.rows.block(lots, (np.arange(len(present)) % lots, present, 1), low=0, high=most)

    def _share_rows(self) -> None:
        for share in self.problem.rules.shares or ():
            for owner, quote in enumerate(self.problem.quotes):
                if share.carrier in (ANY, quote.carrier):
                    amount = self.cols.amount(share.measure, owner) * self.cols.inside(share.lots)
                    whole = int(amount.sum())
                    if share.at_least_bps:
                        self._bound(owner, amount, low=-(-share.at_least_bps * whole // WHOLE_BPS))
                    if share.at_most_bps is not None:
                        self._bound(owner, amount, high=share.at_most_bps * whole // WHOLE_BPS)

    def _bound(
        self, owner: int, amount: Numbers, low: int | None = None, high: int | None = None
    ) -> None:
        """What the carrier takes is at most `high` and, if it wins anything, at least `low`."""
        mine = self.cols.owner == owner
        terms = (0, self.cols.column[mine], amount[self.cols.line[mine]])
        if low is not None:
            winner = (0, self.cols.winner[owner], -low)
            self.rows.block(1, terms, winner, low=0, high=UNBOUNDED)
        if high is not None:
            self.rows.block(1, terms, low=-UNBOUNDED, high=high)
