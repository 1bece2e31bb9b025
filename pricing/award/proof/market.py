"""A problem as arrays: who offers which line at which tier, and which volumes are bounded.

Lines are sorted by lot, so that the lines of a lot stand together. Carriers are numbers in the
order of the quotes; `served by nobody` is the column after the last carrier. A scope is what one
ladder of one carrier covers, or what a carrier quotes outside its ladders.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

import numpy as np

from pricing.award.proof.exact import NEVER, Ints, exact_sum, shift_for
from pricing.money import WHOLE_BPS
from pricing.tiers import Tier


@dataclass(frozen=True)
class Scope:
    """The lines of one carrier that share a tier; `lines` are row numbers of the market."""

    carrier: int
    ladder: int | None
    tiers: tuple[Tier, ...]
    lines: Ints
    listed: Ints
    ceilings: Ints
    volumes: Ints
    "in the ladder's measure"
    scale: int
    whole_shift: int | None = None
    "of the scope that this is a part of"

    @cached_property
    def shift(self) -> int:
        """By how many bits a multiplier is finer than a part of a fen."""
        return shift_for(self.volumes) if self.whole_shift is None else self.whole_shift

    @cached_property
    def volume(self) -> int:
        """Of all its lines."""
        return exact_sum(self.volumes)

    @cached_property
    def prices(self) -> tuple[Ints, ...]:
        """By tier: final prices in parts of a fen, NEVER above a ceiling; rows of the table."""
        return tuple(self.price_table)

    @cached_property
    def price_table(self) -> Ints:
        """The prices of all tiers, a row each."""
        table = np.empty((len(self.tiers), len(self.lines)), dtype=np.int64)
        for tier in range(len(self.tiers)):
            table[tier] = self.prices_at(tier)
        return table

    def prices_at(
        self, tier: int, more_bps: int | Ints = 0, some: slice | Ints = slice(None)
    ) -> Ints:
        """The prices of a tier with what bundles add to its rate, of all lines or of some."""
        rate = np.minimum(WHOLE_BPS, self.tiers[tier].discount_bps + more_bps)
        fen = discounted_all(self.listed[some], rate)
        return np.where(fen > self.ceilings[some], NEVER, fen * self.scale)


@dataclass(frozen=True)
class Demand:
    """A bound on the amounts that one carrier wins: at least, or else at most, `bound`.

    `path` names the rule in the problem. One that binds `winners_only` says nothing of a carrier
    that wins nothing.
    """

    path: str
    carrier: int
    at_least: bool
    bound: int
    lines: Ints
    amounts: Ints
    winners_only: bool
    whole_shift: int | None = None

    @cached_property
    def total(self) -> int:
        """Of all its lines."""
        return exact_sum(self.amounts)

    @cached_property
    def shift(self) -> int:
        return shift_for(self.amounts) if self.whole_shift is None else self.whole_shift


@dataclass(frozen=True)
class Earning:
    """A bundle that a carrier can earn: lots as numbers."""

    carrier: int
    bundle: int
    lots: tuple[int, ...]
    discount_bps: int


@dataclass(frozen=True)
class Market:
    """Everything a proof asks of a problem, or of some of its lots."""

    scale: int
    carriers: int
    lines: Ints
    "numbers of the problem's lines, by row"
    lot_of: Ints
    lots: tuple[str, ...]
    starts: Ints
    "the first row of each lot"
    outside: Ints
    "in parts of a fen, NEVER where a line must be served"
    ceilings: Ints
    "in fen, NEVER where there is none"
    scopes: tuple[Scope, ...]
    demands: tuple[Demand, ...]
    pairs: Ints
    "rows that may not share a carrier, two by two, no row twice; see `loose_pairs`"
    loose_pairs: Ints
    "further such rows, which only a choice of lines can decide"
    earnings: tuple[Earning, ...]
    per_lot_at_most: int | None
    least_winners: int
    most_winners: int
    scopes_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    alone: bool = True
    "False for a part of a problem, whose winners are given and may win elsewhere only"
    credits: dict[int, Ints] = field(default_factory=dict)
    "by carrier and row, what demands across parts take off its prices, in parts of a fen"

    @property
    def size(self) -> int:
        return len(self.lines)

    @cached_property
    def scope_at(self) -> dict[tuple[int, int | None], int]:
        return {(scope.carrier, scope.ladder): at for at, scope in enumerate(self.scopes)}

    @cached_property
    def whole_lots(self) -> frozenset[int]:
        """The lots that some bundle names."""
        return frozenset(lot for earning in self.earnings for lot in earning.lots)

    @cached_property
    def earned_in(self) -> tuple[Ints, Ints]:
        """Each earning with each of its lots, in two columns."""
        counts = [len(earning.lots) for earning in self.earnings]
        lots = [lot for earning in self.earnings for lot in earning.lots]
        return np.repeat(np.arange(len(counts)), counts), np.array(lots, dtype=np.int64)

    @cached_property
    def earned_starts(self) -> Ints:
        """The first row of each earning in `earned_in`."""
        return np.searchsorted(self.earned_in[0], np.arange(len(self.earnings))).astype(np.int64)

    @cached_property
    def ends(self) -> Ints:
        return np.append(self.starts[1:], self.size)

    @cached_property
    def dearest(self) -> Ints:
        """By row, the most that serving it or not can cost, in parts of a fen."""
        most = np.where(self.outside >= NEVER, 0, self.outside)
        for scope in self.scopes:
            most[scope.lines] = np.maximum(most[scope.lines], scope.listed * self.scale)
        return most

    def pairs_in(self, scope: Scope) -> tuple[tuple[Ints, Ints], ...]:
        """Where both lines of a pair stand in a scope: the places of the ones, of the others."""
        if not len(self.pairs):
            return ()
        places = np.full(self.size, -1, dtype=np.int64)
        places[scope.lines] = np.arange(len(scope.lines))
        both = places[self.pairs]
        both = both[(both >= 0).all(axis=1)]
        return ((both[:, 0], both[:, 1]),) if len(both) else ()


def discounted_all(listed: Ints, rate_bps: int | Ints) -> Ints:
    """`discounted` of every price at once; exact, as 9 * 10**14 * 10**4 stays below 2**63."""
    return (listed * (WHOLE_BPS - rate_bps) + WHOLE_BPS // 2) // WHOLE_BPS


def by_carrier(scopes: tuple[Scope, ...]) -> dict[int, tuple[int, ...]]:
    """The numbers of each carrier's scopes."""
    ordered = sorted(range(len(scopes)), key=lambda at: scopes[at].carrier)
    grouped = groupby(ordered, key=lambda at: scopes[at].carrier)
    return {carrier: tuple(ats) for carrier, ats in grouped}
