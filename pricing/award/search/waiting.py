"""The combinations still open, and the highest bound known of each, in parts of a fen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pricing.award.proof.exact import Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Combination
from pricing.award.proof.tables import Tables, value_of

NONE = 2**61
"above every bound"


class Waiting:
    """Learns from tables, and says which combination is the most promising."""

    def __init__(self, market: Market, combinations: list[Combination], target: int) -> None:
        self.market, self.combinations = market, combinations
        self.place = {tiers: at for at, tiers in enumerate(combinations)}
        self.tiers = (
            np.array(combinations, dtype=np.int16).reshape(len(combinations), len(market.scopes))
            + 1
        )
        self.rows = np.arange(len(combinations))
        "those not closed for good"
        self.bounds = np.full(len(combinations), -NONE, dtype=np.int64)
        self.who = np.full(len(combinations), -1, dtype=np.int64)
        "by row still open, which tables bound it best"
        self.learnt, self.target = 0, target
        self.closers: set[int] = set()
        "the numbers of the tables that closed something"

    def lowest(self) -> tuple[int, Combination]:
        """The lowest bound and its combination; NONE when nothing is open."""
        if not len(self.rows):
            return self.target, ()
        at = int(np.argmin(self.bounds))
        return int(self.bounds[at]), self.combinations[self.rows[at]]

    def best_tables(self, tiers: Combination) -> int:
        """The number of the tables that bound the combination best; -1 for none."""
        at = self._open_row(tiers)
        return -1 if at is None else int(self.who[at])

    def like(self, tiers: Combination) -> int:
        """How many open combinations have the same winners."""
        winners = np.array(tiers) >= 0
        return int(((self.tiers[self.rows] > 0) == winners).all(axis=1).sum())

    def is_open(self, tiers: Combination) -> bool:
        """Whether the combination is one of those not closed for good."""
        return self._open_row(tiers) is not None

    def close(self, tiers: Combination) -> None:
        """The combination is settled by a tree of its own."""
        at = self._open_row(tiers)
        if at is not None:
            self.bounds[at], self.who[at] = NONE, -1

    def learn(self, known: Tables, target: int) -> None:
        """Raises the bounds to what the tables say; forgets what reaches the target."""
        totals = self._totals(known, self.tiers[self.rows])
        at = self._open_row(known.tiers)
        if at is not None:
            own = value_of(known, self.market, known.tiers)
            totals[at] = NONE if own is None else own
        self.who[totals > self.bounds] = self.learnt
        self.learnt += 1
        np.maximum(self.bounds, totals, out=self.bounds)
        self.forget(target)

    def forget(self, target: int) -> None:
        """Leaves out what is closed at the target, which never rises."""
        self.target = target
        still = self.bounds < target
        if not still.all():
            self.closers.update(np.unique(self.who[~still]).tolist())
            self.rows, self.bounds = self.rows[still], self.bounds[still]
            self.who = self.who[still]

    def _open_row(self, tiers: Combination) -> int | None:
        place = self.place.get(tiers, -1)
        at = int(np.searchsorted(self.rows, place))
        return at if at < len(self.rows) and self.rows[at] == place else None

    def needed(self) -> set[int]:
        """The numbers of the tables that the bounds rest on."""
        return (self.closers | set(np.unique(self.who).tolist())) - {-1}

    def _totals(self, known: Tables, tiers: NDArray[np.int16]) -> Ints:
        total = np.full(len(tiers), known.base, dtype=np.int64)
        for carrier, scopes in self.market.scopes_of.items():
            if known.constants[carrier]:
                total += (tiers[:, scopes[0]] > 0) * known.constants[carrier]
        for at, entries in enumerate(known.entries):
            values = [0] + [NONE >> 6 if entry is None else entry for entry in entries]
            total += np.array(values, dtype=np.int64)[tiers[:, at]]
        return total
