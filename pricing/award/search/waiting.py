"""The combinations still open, and the highest bound known of each, in parts of a fen."""

from __future__ import annotations

import numpy as np

from pricing.award.proof.exact import Ints, distinct
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
        width = len(market.scopes)
        listed = np.array(combinations, dtype=np.int16).reshape(len(combinations), width)
        self.tiers = np.ascontiguousarray(listed.T) + 1
        "by scope and row still open"
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
        same = np.arange(len(self.rows))
        for own, tier in zip(self.tiers, tiers, strict=True):
            same = same[(own[same] > 0) == (tier >= 0)]
        return len(same)

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
        totals = self._totals(known)
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
            self.closers.update(distinct(self.who[~still]).tolist())
            self.rows, self.bounds = self.rows[still], self.bounds[still]
            self.who, self.tiers = self.who[still], self.tiers[:, still]

    def _open_row(self, tiers: Combination) -> int | None:
        place = self.place.get(tiers, -1)
        at = int(np.searchsorted(self.rows, place))
        return at if at < len(self.rows) and self.rows[at] == place else None

    def needed(self) -> set[int]:
        """The numbers of the tables that the bounds rest on."""
        return (self.closers | set(distinct(self.who).tolist())) - {-1}

    def _totals(self, known: Tables) -> Ints:
        """By row still open what the tables say."""
        total = np.full(len(self.rows), known.base, dtype=np.int64)
        once = {at: known.constants[carrier] for carrier, (at, *_) in self.market.scopes_of.items()}
        for at, entries in enumerate(known.entries):
            wins = [(NONE >> 6 if one is None else one) + once.get(at, 0) for one in entries]
            total += np.array([0, *wins], dtype=np.int64)[self.tiers[at]]
        return total
