"""Which combinations of tiers no table bounds high enough: all are looked at, most at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pricing.award.proof.exact import SAFE, Ints, exact_sum
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Combination
from pricing.award.proof.tables import Tables

MAX_CELLS = 10_000_000
"of 8 bytes, held at once: each partial combination has its tiers and a sum for each table"
TIERS_IN_A_CELL = 4
BLOCK_CELLS = 2_000_000


class TooMany(Exception):
    """More combinations are open than can be looked at."""


def open_combinations(
    market: Market, known: Sequence[Tables], target: int, *, most: int = MAX_CELLS
) -> list[Combination]:
    """Every combination that each table bounds below the target, in parts of a fen.

    Carriers that may not win together are left out by their number alone, tiers that need more
    than all lines give by their volumes. Raises TooMany.
    """
    walk = _Walk(market, known, target, most)
    for carrier in range(market.carriers):
        walk.decide(carrier)
    return walk.left()


def _volumes(market: Market, target: int) -> Tables:
    """What the tiers need, as tables: at the target or above where it is more than lines give.

    Each line gives no more than it counts where it counts for most; nothing of it is cut off.
    """
    given = np.zeros(market.size, dtype=np.int64)
    for scope in market.scopes:
        given[scope.lines] = np.maximum(given[scope.lines], scope.volumes)
    entries = tuple(tuple(tier.from_ for tier in scope.tiers) for scope in market.scopes)
    return Tables(target - 1 - exact_sum(given), (0,) * market.carriers, entries, (), None)


def fits(one: Tables) -> bool:
    """Whether no sum of its base, of constants and of an entry per scope can leave 64 bits.

    The walk adds each of them at most once, in any order and some of them only.
    """
    most = abs(one.base) + sum(map(abs, one.constants))
    for row in one.entries:
        most += max((abs(entry) for entry in row if entry is not None), default=0)
    return most <= SAFE


class _Walk:
    """Partial combinations, carrier by carrier: a row each; the tables' sums so far beside it.

    Tables that do not fit into 64 bits settle nothing but the combination that they come from.
    """

    def __init__(self, market: Market, known: Sequence[Tables], target: int, most: int) -> None:
        self.market, self.target, self.most, self.bounded = market, target, most, known
        self.known = [one for one in (*known, _volumes(market, target)) if fits(one)]
        # A scope has a tier for each of at most 10,000 rates: their places are below 2**15.
        self.tiers = np.full((1, len(market.scopes)), OUT, dtype=np.int16)
        self.sums = np.array([[one.base for one in self.known]], dtype=np.int64)
        self.winners = np.zeros(1, dtype=np.int64)
        self.choices = [self._within_reach(scope) for scope in range(len(market.scopes))]
        self.entries = [self._entries(scope) for scope in range(len(market.scopes))]
        best = [self._best(carrier) for carrier in range(market.carriers)]
        self.best = np.array(best, dtype=np.int64).reshape(market.carriers, len(self.known))

    def decide(self, carrier: int) -> None:
        """Each row goes on without the carrier, and with it at every choice of its tiers."""
        scopes = self.market.scopes_of.get(carrier, ())
        if not scopes:
            return
        room = self.winners < self.market.most_winners
        coming = sum(1 for other in self.market.scopes_of if other > carrier)
        spared = self.winners + coming >= self.market.least_winners
        kept = self.tiers[spared], self.sums[spared], self.winners[spared]
        self.tiers, self.sums = self.tiers[room], self.sums[room] + self._constants(carrier)
        self.winners = self.winners[room] + 1
        rest = self._rest(carrier + 1)
        following = self.best[carrier] - self._constants(carrier)
        for scope in scopes:
            following = following - self._least(scope)
            self._try_tiers(scope, rest + following)
        self.tiers, self.sums, self.winners = (
            np.concatenate([without, more])
            for without, more in zip(kept, (self.tiers, self.sums, self.winners), strict=True)
        )
        self._drop(self.sums + self._to_come(rest, self.winners))

    def left(self) -> list[Combination]:
        """The rows that are open in the end."""
        self._drop(self.sums)
        enough = self.winners >= self.market.least_winners
        for one in self.bounded:
            if one.own is None or one.own >= self.target:
                enough &= (self.tiers != np.array(one.tiers, dtype=np.int16)).any(axis=1)
        return [*map(tuple, self.tiers[enough].tolist())]

    def _within_reach(self, scope: int) -> list[int]:
        """The tiers that no table finds out of reach."""
        rows = [one.entries[scope] for one in self.known]
        tiers = range(len(self.market.scopes[scope].tiers))
        return [tier for tier in tiers if all(row[tier] is not None for row in rows)]

    def _entries(self, scope: int) -> Ints:
        """By tier within reach and table."""
        rows = [one.entries[scope] for one in self.known]
        entries = [[row[tier] for row in rows] for tier in self.choices[scope]]
        return np.array(entries, dtype=np.int64).reshape(len(entries), len(self.known))

    def _constants(self, carrier: int) -> Ints:
        return np.array([one.constants[carrier] for one in self.known], dtype=np.int64)

    def _least(self, scope: int) -> Ints:
        """By table; nothing where no tier is within reach."""
        entries = self.entries[scope]
        return entries.min(axis=0) if len(entries) else np.zeros(len(self.known), dtype=np.int64)

    def _best(self, carrier: int) -> Ints:
        """By table the least that the carrier can add when it wins."""
        scopes = self.market.scopes_of.get(carrier, ())
        return sum((self._least(scope) for scope in scopes), self._constants(carrier))

    def _try_tiers(self, scope: int, rest: Ints) -> None:
        """Each row at every tier of the scope, a block of rows at a time; most are dropped.

        `rest` is what can still come, by number of winners still allowed and table.
        """
        choices, entries = np.array(self.choices[scope], dtype=np.int64), self.entries[scope]
        block = max(1, BLOCK_CELLS // max(1, len(choices) * max(1, len(self.known))))
        kept, count = [], 0
        for first in range(0, len(self.tiers), block):
            rows = slice(first, first + block)
            tiers, sums, winners = self.tiers[rows], self.sums[rows], self.winners[rows]
            tried = (sums[:, None] + entries).reshape(len(sums) * len(choices), len(self.known))
            bounds = tried + np.repeat(self._to_come(rest, winners), len(choices), axis=0)
            still = np.flatnonzero((bounds < self.target).all(axis=1))
            count += len(still)
            self._check(count)
            tiers = tiers[still // len(choices)]
            tiers[:, scope] = choices[still % len(choices)]
            kept.append((tiers, tried[still], winners[still // len(choices)]))
        if kept:
            self.tiers, self.sums, self.winners = (
                np.concatenate(part) for part in zip(*kept, strict=True)
            )

    def _to_come(self, rest: Ints, winners: Ints) -> Ints:
        """By row the least that the carriers to come can still add."""
        still = np.clip(self.market.most_winners - winners, 0, len(rest) - 1)
        found: Ints = rest[still]
        return found

    def _drop(self, bounds: Ints) -> None:
        still = (bounds < self.target).all(axis=1)
        self.tiers, self.sums = self.tiers[still], self.sums[still]
        self.winners = self.winners[still]

    def _rest(self, first: int) -> Ints:
        """From this carrier on: by number of winners still allowed and table, the least to come."""
        coming = np.sort(np.minimum(0, self.best[first:]), axis=0).cumsum(axis=0)
        return np.concatenate([np.zeros((1, len(self.known)), dtype=np.int64), coming])

    def _check(self, rows: int) -> None:
        cells = len(self.known) + 1 + len(self.market.scopes) // TIERS_IN_A_CELL
        if rows * cells > self.most:
            raise TooMany
