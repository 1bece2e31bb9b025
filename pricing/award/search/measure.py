"""What a choice adds up to in one case: by group its cost, and by bound how much it counts."""

from __future__ import annotations

import numpy as np

from pricing.award.proof.bound import must_be_whole
from pricing.award.proof.exact import NEVER, Ints
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Situation
from pricing.award.proof.wholes import Wholes
from pricing.award.search.patterns import (
    Choice,
    Floats,
    bounding_rows,
    case_prices,
    groups_of,
    whole_costs,
)

LARGEST = 1e8
"prices are brought below it for floating point"


class Measure:
    """The groups and bounds of a case. Costs are in `unit` parts of a fen.

    What is fixed, because nothing is left to choose, counts as one more group, the last.
    """

    def __init__(self, market: Market, wholes: Wholes, situation: Situation) -> None:
        self.market, self.wholes, self.situation = market, wholes, situation
        self.rows = bounding_rows(market, situation)
        self.groups = groups_of(market, situation)
        self.count = int(self.groups.max(initial=-1)) + 1
        dearest = float(market.dearest.max(initial=1))
        self.unit = max(1.0, dearest / LARGEST, float(market.scale))
        self.prices = case_prices(market, situation)
        self.must = must_be_whole(market, situation)
        self.whole_costs = whole_costs(market, wholes, situation)
        links = [(at, row.key) for at, row in enumerate(self.rows) if isinstance(row.key, tuple)]
        self.link_rows = np.array([at for at, _ in links], dtype=np.int64)
        self.link_earnings = np.array([key[0] for _, key in links], dtype=np.int64)
        self.link_lots = np.array([key[1] for _, key in links], dtype=np.int64)

    def __call__(self, choice: Choice) -> tuple[Floats, Floats]:
        """By group the cost, infinite where the case forbids it; by bound and group the amount."""
        groups = np.where(self.groups < 0, self.count, self.groups)
        picked = self.prices[np.arange(self.market.size), choice.columns].astype(np.float64)
        picked[picked >= NEVER] = np.inf
        if len(self.wholes):
            self._take_wholes(choice, picked)
        cost = np.bincount(groups, picked, self.count + 1) / self.unit
        acts = np.zeros((len(self.rows), self.count + 1))
        for at, row in enumerate(self.rows):
            if row.kind != "link":
                won = choice.columns[row.lines] == row.carrier
                amounts = row.amounts[won].astype(np.float64)
                acts[at] = np.bincount(groups[row.lines][won], amounts, self.count + 1)
        if len(self.link_rows):
            self._link_acts(choice, groups, acts)
        return cost, acts

    def _take_wholes(self, choice: Choice, picked: Floats) -> None:
        """The price of a lot taken whole, at its first row; none where the case forbids it."""
        whole = choice.wholes >= 0
        picked[(whole | self.must)[self.market.lot_of]] = 0.0
        first = self.market.starts
        picked[first[self.must & ~whole]] = np.inf
        picked[first[whole]] = self.whole_costs[choice.wholes[whole]]

    def _link_acts(self, choice: Choice, groups: Ints, acts: Floats) -> None:
        """By link whether its lot is taken whole with its bundle."""
        taken = choice.wholes[self.link_lots]
        earned = self.wholes.earned[np.maximum(taken, 0), self.link_earnings] & (taken >= 0)
        places = groups[self.market.starts[self.link_lots]]
        acts[self.link_rows[earned], places[earned]] = 1.0
