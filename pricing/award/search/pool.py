"""Awards of parts, and the multipliers at which parts together keep the demands across them.

Each part offers whole awards of its own. The linear program over them takes one award from each
part, in fractions, within the demands; its duals price the demands; at these prices each part is
searched again and offers what is cheaper (Dantzig and Wolfe, Operations Research 8, 1960). One
choice of tiers from each part in whole is a good guess at the tiers of an award of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from pricing.award.proof.exact import Ints, exact_sum
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Combination, Shadow
from pricing.award.search.assess import Assessed
from pricing.award.search.duals import shadow_of
from pricing.award.search.mixing import Mixing, Offer, Terms
from pricing.award.search.patterns import Bounding, demand_row

DEARER, GROWTH = 0.1, 3.0
"what missing a unit of a demand costs at first, a part of what units cost; its growth when missed"


class Pool:
    """The offers of every part; `rows` are the parts' rows of the market."""

    def __init__(self, market: Market, demands: Iterable[int], rows: list[Ints]) -> None:
        self.market, self.rows = market, rows
        self.demands = [demand_row(at, market.demands[at]) for at in demands]
        self.of_part: list[dict[bytes, Offer]] = [{} for _ in rows]
        "by part its offers, each by a digest of the award; parts may be at work at the same time"
        self.tried: list[tuple[Combination, ...]] = []
        "the tiers that were told together"
        self.dearer = DEARER
        self.amounts = [self._by_row(demand) for demand in self.demands]

    def _by_row(self, demand: Bounding) -> Ints:
        found = np.zeros(self.market.size, dtype=np.int64)
        found[demand.lines] = demand.amounts
        return found

    def add(self, part: int, known: Assessed, columns: Ints) -> None:
        """Keeps the award of the part if it is a new one."""
        key = blake2b(columns.astype(np.int16).tobytes(), digest_size=16).digest()
        if key in self.of_part[part]:
            return
        rows = self.rows[part]
        uses = [
            float(exact_sum(amounts[rows][columns == demand.carrier]))
            for demand, amounts in zip(self.demands, self.amounts, strict=True)
        ]
        self.of_part[part][key] = Offer(part, known.total, np.array(uses), known.tiers)

    @property
    def offers(self) -> list[Offer]:
        """The offers of all parts, in the order of parts."""
        return [offer for own in self.of_part for offer in own.values()]

    def prices(self) -> Shadow:
        """What the demands are worth where fractions of offers keep them at the least cost."""
        mixing = Mixing(self._terms(), self.offers)
        if mixing.missing:
            self.dearer *= GROWTH
        found = shadow_of(self.demands, mixing.duals, self._unit).demands
        return Shadow(demands={at: value for at, value in found.items() if value})

    def together(self) -> tuple[Combination, ...] | None:
        """Tiers for each part, of offers that mixed within them keep the demands at least cost.

        None when there is nothing left to try.
        """
        kinds = sorted({(one.part, one.tiers) for one in self.offers})
        if not all(self.of_part):
            return None
        found = Mixing(self._terms(), self.offers, kinds, self.tried).chosen()
        if found is not None:
            self.tried.append(found)
        return found

    @property
    def _unit(self) -> float:
        return float(max(1, self.market.scale))

    def _terms(self) -> Terms:
        dearest = self.dearer * float(self.market.dearest.sum()) / self._unit
        missed = [dearest / max(1.0, float(amounts.sum())) for amounts in self.amounts]
        return Terms(len(self.rows), self.demands, np.array(missed), self._unit)
