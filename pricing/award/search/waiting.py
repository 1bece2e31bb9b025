"""The combinations still open, and the highest bound known of each, in parts of a fen."""

from __future__ import annotations

import numpy as np

from pricing.award.proof.exact import Flags
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Combination
from pricing.award.proof.tables import Tables, value_of

NONE = 2**61
"above every bound"


class Waiting:
    """Learns from tables, and says which combination is the most promising."""

    def __init__(self, market: Market, combinations: list[Combination]) -> None:
        self.market, self.combinations = market, combinations
        self.place = {tiers: at for at, tiers in enumerate(combinations)}
        self.tiers = (
            np.array(combinations, dtype=np.int64).reshape(len(combinations), len(market.scopes))
            + 1
        )
        self.bounds = np.full(len(combinations), -NONE, dtype=np.int64)

    def lowest(self) -> tuple[int, Combination]:
        """The lowest bound and its combination; NONE when nothing is open."""
        if not self.combinations:
            return NONE, ()
        at = int(np.argmin(self.bounds))
        return int(self.bounds[at]), self.combinations[at]

    def close(self, tiers: Combination) -> None:
        """The combination is settled by a tree of its own."""
        if tiers in self.place:
            self.bounds[self.place[tiers]] = NONE

    def learn(self, known: Tables) -> None:
        """Raises the bounds to what the tables say."""
        np.maximum(self.bounds, self._totals(known), out=self.bounds)
        at = self.place.get(known.tiers)
        if at is not None:
            own = value_of(known, self.market, known.tiers)
            self.bounds[at] = NONE if own is None else max(int(self.bounds[at]), own)

    def closed_by(self, known: Tables, target: int) -> Flags:
        """Which combinations the tables bound high enough."""
        closed: Flags = self._totals(known) >= target
        at = self.place.get(known.tiers)
        if at is not None:
            own = value_of(known, self.market, known.tiers)
            closed[at] = own is None or own >= target
        return closed

    def _totals(self, known: Tables) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        total = np.full(len(self.combinations), known.base, dtype=np.int64)
        for carrier, scopes in self.market.scopes_of.items():
            total += (self.tiers[:, scopes[0]] > 0) * known.constants[carrier]
        for at, entries in enumerate(known.entries):
            values = [0] + [NONE >> 6 if entry is None else entry for entry in entries]
            total += np.array(values, dtype=np.int64)[self.tiers[:, at]]
        return total
