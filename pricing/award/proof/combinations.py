"""Which combinations of tiers no table bounds high enough: all are looked at, most at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pricing.award.proof.exact import NEVER, Ints, exact_sum
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
    walk = _Walk(market, [*known, _volumes(market, target)], target, most)
    for carrier in range(market.carriers):
        walk.decide(carrier)
    return walk.left()


def _volumes(market: Market, target: int) -> Tables:
    """What the tiers need, as tables: at the target or above where it is more than lines give.

    Each line gives no more than it counts where it counts for most.
    """
    given = np.zeros(market.size, dtype=np.int64)
    for scope in market.scopes:
        given[scope.lines] = np.maximum(given[scope.lines], scope.volumes)
    entries = tuple(tuple(tier.from_ for tier in scope.tiers) for scope in market.scopes)
    base = target - 1 - min(exact_sum(given), NEVER)
    return Tables(base, (0,) * market.carriers, entries, (), -NEVER)


class _Walk:
    """Partial combinations, carrier by carrier: a row each; the tables' sums so far beside it."""

    def __init__(self, market: Market, known: Sequence[Tables], target: int, most: int) -> None:
        self.market, self.known, self.target, self.most = market, known, target, most
        self.tiers = np.full((1, len(market.scopes)), OUT, dtype=np.int16)
        self.sums = np.array([[one.base for one in known]], dtype=np.int64)
        self.winners = np.zeros(1, dtype=np.int64)
        self.rest = self._rest()

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
        within = [self._least(scope) for scope in scopes]
        for place, scope in enumerate(scopes):
            following = sum(within[place + 1 :], np.zeros(len(self.known), dtype=np.int64))
            self._try_tiers(carrier, scope, following)
        self.tiers, self.sums, self.winners = (
            np.concatenate([without, more])
            for without, more in zip(kept, (self.tiers, self.sums, self.winners), strict=True)
        )
        self._drop(self.sums + self._to_come(carrier, self.winners))

    def left(self) -> list[Combination]:
        """The rows that are open in the end."""
        self._drop(self.sums)
        enough = self.winners >= self.market.least_winners
        for one in self.known:
            if one.own is None or one.own >= self.target:
                enough &= (self.tiers != np.array(one.tiers, dtype=np.int16)).any(axis=1)
        return [*map(tuple, self.tiers[enough].tolist())]

    def _entries(self, scope: int) -> Ints:
        """By tier and table; NEVER where the tier is out of reach."""
        columns = [
            [NEVER if entry is None else entry for entry in one.entries[scope]]
            for one in self.known
        ]
        return np.array(columns, dtype=np.int64).reshape(len(self.known), -1).T

    def _constants(self, carrier: int) -> Ints:
        return np.array([one.constants[carrier] for one in self.known], dtype=np.int64)

    def _least(self, scope: int) -> Ints:
        least: Ints = self._entries(scope).min(axis=0)
        return least

    def _try_tiers(self, carrier: int, scope: int, following: Ints) -> None:
        """Each row at every tier of the scope, a block of rows at a time; most are dropped."""
        entries = self._entries(scope)
        choices = np.flatnonzero((entries < NEVER).all(axis=1))
        block = max(1, BLOCK_CELLS // max(1, len(choices) * len(self.known)))
        kept, count = [], 0
        for first in range(0, len(self.tiers), block):
            rows = slice(first, first + block)
            tiers, sums, winners = self.tiers[rows], self.sums[rows], self.winners[rows]
            tried = (sums[:, None] + entries[choices]).reshape(-1, len(self.known))
            bounds = tried + np.repeat(
                self._to_come(carrier, winners) + following, len(choices), axis=0
            )
            still = np.flatnonzero((bounds < self.target).all(axis=1))
            tiers = tiers[still // len(choices)]
            tiers[:, scope] = choices[still % len(choices)]
            kept.append((tiers, tried[still], winners[still // len(choices)]))
            count += len(still)
            self._check(count)
        if kept:
            self.tiers, self.sums, self.winners = (
                np.concatenate(part) for part in zip(*kept, strict=True)
            )

    def _to_come(self, carrier: int, winners: Ints) -> Ints:
        """By row the least that the carriers after this one can still add."""
        found: Ints = self.rest[carrier + 1][np.maximum(0, self.market.most_winners - winners)]
        return found

    def _drop(self, bounds: Ints) -> None:
        still = (bounds < self.target).all(axis=1)
        self.tiers, self.sums = self.tiers[still], self.sums[still]
        self.winners = self.winners[still]

    def _rest(self) -> list[Ints]:
        """Before each carrier: by number of winners still allowed and table, the least to come."""
        market = self.market
        best = [
            self._constants(carrier)
            + sum(
                (self._least(scope) for scope in market.scopes_of.get(carrier, ())),
                np.zeros(len(self.known), dtype=np.int64),
            )
            for carrier in range(market.carriers)
        ]
        rows = []
        for first in range(market.carriers + 1):
            coming = np.minimum(0, np.array(best[first:], dtype=np.int64)).reshape(
                market.carriers - first, len(self.known)
            )
            sums = np.concatenate(
                [
                    np.zeros((1, len(self.known)), dtype=np.int64),
                    np.sort(coming, axis=0).cumsum(axis=0),
                ]
            )
            full = np.concatenate([sums, np.repeat(sums[-1:], first, axis=0)])
            rows.append(full)
        return rows

    def _check(self, rows: int) -> None:
        cells = len(self.known) + 1 + len(self.market.scopes) // TIERS_IN_A_CELL
        if rows * cells > self.most:
            raise TooMany
