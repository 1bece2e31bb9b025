"""Which combinations of tiers no table bounds high enough: all are looked at, most at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import OUT, Combination
from pricing.award.proof.tables import Tables

MAX_CELLS = 10_000_000
"partial combinations times tables held at once"


class TooMany(Exception):
    """More combinations are open than can be looked at."""


def open_combinations(
    market: Market, known: Sequence[Tables], target: int, *, most: int = MAX_CELLS
) -> list[Combination]:
    """Every combination that each table bounds below the target, in parts of a fen.

    Carriers that may not win together are left out by their number alone. Raises TooMany.
    """
    walk = _Walk(market, known or [_nothing_known(market)], target, most)
    for carrier in range(market.carriers):
        walk.decide(carrier)
    return walk.left()


def _nothing_known(market: Market) -> Tables:
    """Tables that bound nothing."""
    entries = tuple((0,) * len(scope.tiers) for scope in market.scopes)
    return Tables(-NEVER, (0,) * market.carriers, entries, (OUT,), 0)


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
            self._try_tiers(scope)
            following = sum(within[place + 1 :], np.zeros(len(self.known), dtype=np.int64))
            self._drop(self._bounds(carrier) + following)
        self.tiers, self.sums, self.winners = (
            np.concatenate([without, more])
            for without, more in zip(kept, (self.tiers, self.sums, self.winners), strict=True)
        )
        self._drop(self._bounds(carrier))

    def left(self) -> list[Combination]:
        """The rows that are open in the end."""
        self._drop(self.sums)
        enough = self.winners >= self.market.least_winners
        alone = {one.tiers for one in self.known if one.own is None or one.own >= self.target}
        return [row for row in map(tuple, self.tiers[enough].tolist()) if row not in alone]

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

    def _try_tiers(self, scope: int) -> None:
        entries = self._entries(scope)
        choices = np.flatnonzero((entries < NEVER).all(axis=1))
        self._check(len(self.tiers) * len(choices))
        tiers = np.repeat(self.tiers, len(choices), axis=0)
        tiers[:, scope] = np.tile(choices, len(self.tiers))
        more = np.tile(entries[choices], (len(self.tiers), 1))
        self.sums = np.repeat(self.sums, len(choices), axis=0) + more
        self.winners = np.repeat(self.winners, len(choices))
        self.tiers = tiers

    def _bounds(self, carrier: int) -> Ints:
        """Each row's sums with the least that the carriers still to come can add."""
        left = np.maximum(0, self.market.most_winners - self.winners)
        found: Ints = self.sums + self.rest[carrier + 1][left]
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
        if rows * max(1, len(self.known)) > self.most:
            raise TooMany
