"""A case of a proof, and the multipliers that bound it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from pricing.award.proof.exact import Flags, Ints, exact_sum, sum_of
from pricing.award.proof.market import Market

OUT = -1
"the state of a carrier's scopes when it wins nothing"
Combination = tuple[int, ...]
"by scope: the place of its tier, or OUT"


@dataclass(frozen=True)
class Situation:
    """Which tier each scope must reach, which carrier each line may still go to.

    `allowed` has a column for each carrier and one for staying unserved; `earned` says of a
    bundle that it must (True) or cannot (False) be earned.
    """

    tiers: Combination
    allowed: Flags
    earned: dict[int, bool] = field(default_factory=dict)

    def where(self, row: int, column: int, taken: bool) -> Situation:
        """The line goes to the column, or anywhere else."""
        allowed = self.allowed.copy()
        if taken:
            allowed[row] = False
        allowed[row, column] = taken and bool(self.allowed[row, column])
        return replace(self, allowed=allowed)

    def bundle(self, earning: int, earned: bool) -> Situation:
        return replace(self, earned=self.earned | {earning: earned})


def everything(market: Market, tiers: Combination) -> Situation:
    """The case that the tiers alone decide."""
    allowed = np.ones((market.size, market.carriers + 1), dtype=np.bool_)
    for at, scope in enumerate(market.scopes):
        if tiers[at] == OUT:
            allowed[scope.lines, scope.carrier] = False
    return Situation(tiers, allowed)


def settled(market: Market, situation: Situation) -> Situation:
    """The same with what follows from it.

    Of two lines kept apart, the only carrier of one is none of the other's; a lot that has its
    winners takes no further one; nothing is left where a tier or a demand is out of reach.
    """
    allowed = situation.allowed.copy()
    apart = np.concatenate([market.pairs, market.loose_pairs])
    apart = np.concatenate([apart, apart[:, ::-1]])
    while True:
        before = int(allowed.sum())
        only = (allowed.sum(axis=1) == 1) & ~allowed[:, -1]
        decided = apart[only[apart[:, 0]]]
        np.logical_and.at(allowed[:, :-1], decided[:, 1], ~allowed[decided[:, 0], :-1])
        if market.per_lot_at_most is not None:
            _close_lots(market, market.per_lot_at_most, allowed, only)
        if int(allowed.sum()) == before:
            if _hopeless(market, situation, allowed, only):
                allowed[:] = False
            return replace(situation, allowed=allowed)


def wins(market: Market, situation: Situation, carrier: int) -> bool:
    """Whether the case has the carrier among the winners."""
    return any(situation.tiers[at] != OUT for at in market.scopes_of.get(carrier, ()))


def _hopeless(market: Market, situation: Situation, allowed: Flags, only: Flags) -> bool:
    """Whether what is left cannot reach a tier or a demand, or what is sure exceeds one.

    All tiers together need no more than each line gives where it counts for most.
    """
    needed, given = 0, np.zeros(market.size, dtype=np.int64)
    for scope, tier in zip(market.scopes, situation.tiers, strict=True):
        if tier > 0:
            can = allowed[scope.lines, scope.carrier]
            if sum_of(scope.volumes, can, scope.volume) < scope.tiers[tier].from_:
                return True
            needed += scope.tiers[tier].from_
            given[scope.lines] = np.maximum(given[scope.lines], scope.volumes * can)
    if exact_sum(given) < needed:
        return True
    for demand in market.demands:
        can = allowed[demand.lines, demand.carrier]
        if not demand.at_least:
            if sum_of(demand.amounts, can & only[demand.lines], demand.total) > demand.bound:
                return True
        elif sum_of(demand.amounts, can, demand.total) < demand.bound and (
            not demand.winners_only or wins(market, situation, demand.carrier)
        ):
            return True
    return False


def _close_lots(market: Market, most: int, allowed: Flags, only: Flags) -> None:
    for first, end in zip(market.starts, market.ends, strict=True):
        lot = allowed[first:end]
        winners: Flags = np.logical_or.reduce(lot[only[first:end]], axis=0)
        if int(winners.sum()) >= most:
            winners[-1] = True
            lot &= winners


@dataclass(frozen=True)
class Shadow:
    """Multipliers (shadow prices), whole numbers of 1/2**shift parts of a fen per unit.

    `needs` by scope, `demands` by demand, `links` by (earning, lot), in parts of a fen.
    """

    needs: dict[int, int] = field(default_factory=dict)
    demands: dict[int, int] = field(default_factory=dict)
    links: dict[tuple[int, int], int] = field(default_factory=dict)

    @cached_property
    def linked(self) -> tuple[Ints, Ints, Ints]:
        """The links in columns: earnings, lots, multipliers."""
        keys = np.array([*self.links], dtype=np.int64).reshape(-1, 2)
        return keys[:, 0], keys[:, 1], np.array([*self.links.values()], dtype=np.int64)

    def linked_by(self, earnings: int) -> Ints:
        """The sum of the links' multipliers by earning, of so many."""
        sums = np.zeros(earnings, dtype=np.int64)
        np.add.at(sums, self.linked[0], self.linked[2])
        return sums
