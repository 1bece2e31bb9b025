"""Combinations that were bounded: the multipliers, and the tables that came of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pricing.award.proof.bound import bound
from pricing.award.proof.market import Market
from pricing.award.proof.situation import Combination, Shadow, everything
from pricing.award.proof.tables import Tables, tables, value_of
from pricing.award.proof.wholes import Wholes
from pricing.award.search.waiting import NONE


@dataclass(frozen=True)
class Record:
    """A combination bounded by its multipliers, and the tables that came of it."""

    tiers: Combination
    shadow: Shadow
    tables: Tables

    @property
    def least(self) -> int:
        """What every award costs at the least by these tables."""
        known = ([one for one in row if one is not None] for row in self.tables.entries)
        return self.tables.base + sum(min([0, *row]) for row in known)


def floor_of(market: Market, wholes: Wholes) -> Record:
    """The best tiers of all scopes, without multipliers: as if they could all be had."""
    tiers = tuple(len(scope.tiers) - 1 for scope in market.scopes)
    case, none = everything(market, tiers), Shadow()
    return Record(
        tiers, none, tables(market, wholes, case, none, bound(market, wholes, case, none))
    )


def nearest(records: Iterable[Record], market: Market, tiers: Combination) -> Shadow:
    """The multipliers of the record that bounds the combination best; none without records."""
    best, shadow = -NONE, Shadow()
    for record in records:
        value = value_of(record.tables, market, tiers)
        if value is not None and value > best:
            best, shadow = value, record.shadow
    return shadow
