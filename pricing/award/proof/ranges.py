"""A case in which each scope's tier lies in a range: what its statements say, what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pricing.award.proof.exact import NEVER, Flags, exact_sum
from pricing.award.proof.market import Market, Scope
from pricing.award.proof.situation import OUT, Combination, Situation, settled


@dataclass(frozen=True)
class Range:
    """By scope the lowest and the highest tier that an award of the case reaches.

    OUT as the lowest: its carrier may win nothing; as the highest: it does win nothing. `allowed`
    is as in a Situation.
    """

    lows: Combination
    highs: Combination
    allowed: Flags

    @property
    def single(self) -> bool:
        """Whether one combination of tiers is left."""
        return self.lows == self.highs

    def where(self, market: Market, row: int, column: int, taken: bool) -> Range:
        """The line goes to the column, whose carrier then wins, or anywhere else."""
        allowed = self.allowed.copy()
        if taken:
            allowed[row] = False
        allowed[row, column] = taken and bool(self.allowed[row, column])
        part = replace(self, allowed=allowed)
        return part.winning(market, column, True) if taken and column < market.carriers else part

    def winning(self, market: Market, carrier: int, wins: bool) -> Range:
        """The carrier wins something, or nothing."""
        lows, highs = list(self.lows), list(self.highs)
        for at in market.scopes_of.get(carrier, ()):
            lows[at] = max(0, lows[at]) if wins else OUT
            highs[at] = highs[at] if wins else OUT
        return replace(self, lows=tuple(lows), highs=tuple(highs))

    def reaching(self, market: Market, scope: int, tier: int, yes: bool) -> Range:
        """The scope reaches the tier, above its first one, or stays below."""
        if not yes:
            highs = list(self.highs)
            highs[scope] = min(highs[scope], tier - 1)
            return replace(self, highs=tuple(highs))
        part = self.winning(market, market.scopes[scope].carrier, True)
        lows = list(part.lows)
        lows[scope] = max(lows[scope], tier)
        return replace(part, lows=tuple(lows))

    def situation(self) -> Situation:
        """The combination that is left."""
        return Situation(self.lows, self.allowed)

    def winners(self) -> Situation:
        """What is known but for tiers: who wins, and which choices are left."""
        return Situation(tuple(min(0, low) for low in self.lows), self.allowed)


def every_tier(market: Market) -> Range:
    """The case of all awards, without the choices that are on offer at no tier."""
    allowed = np.zeros((market.size, market.carriers + 1), dtype=np.bool_)
    allowed[:, -1] = market.outside < NEVER
    for scope in market.scopes:
        allowed[scope.lines, scope.carrier] = True
    outs = (OUT,) * len(market.scopes)
    return Range(outs, tuple(len(scope.tiers) - 1 for scope in market.scopes), allowed)


def followed(market: Market, case: Range) -> Range | None:
    """The case with what follows from it; None when it holds no award.

    A carrier that wins nothing takes no line; a scope reaches no tier beyond what it may still
    win, and every tier that the lines come to which can go nowhere else. What follows from less
    that is open is no less: so a proof for some target holds for every lower one.
    """
    while True:
        allowed = case.allowed.copy()
        for at, scope in enumerate(market.scopes):
            if case.highs[at] == OUT:
                allowed[scope.lines, scope.carrier] = False
        case = _tiers_left(market, replace(case, allowed=allowed))
        if any(low > high for low, high in zip(case.lows, case.highs, strict=True)):
            return None
        rest = settled(market, case.winners()).allowed
        if not rest.any(axis=1).all():
            return None
        if (rest == case.allowed).all():
            return case
        case = replace(case, allowed=rest)


def _tiers_left(market: Market, case: Range) -> Range:
    sure = case.allowed & (case.allowed.sum(axis=1) == 1)[:, None]
    for carrier in np.flatnonzero(sure[:, :-1].any(axis=0)).tolist():
        case = case.winning(market, carrier, True)
    lows, highs = list(case.lows), list(case.highs)
    for at, scope in enumerate(market.scopes):
        if len(scope.tiers) > 1 and highs[at] != OUT:
            can, must = (one[scope.lines, scope.carrier] for one in (case.allowed, sure))
            highs[at] = min(highs[at], _tier_at(scope, can))
            if must.any():
                lows[at] = max(lows[at], _tier_at(scope, must))
    return replace(case, lows=tuple(lows), highs=tuple(highs))


def _tier_at(scope: Scope, won: Flags) -> int:
    volume = exact_sum(scope.volumes[won])
    return max(at for at, tier in enumerate(scope.tiers) if tier.from_ <= volume)
