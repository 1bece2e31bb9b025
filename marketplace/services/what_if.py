"""What so many lines alike would cost, added to those that the reader has in a group buy.

Nothing is changed. The price is made as that of a join is (`price_lines`), with the same silence
while the group is forming.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.domain.lives import LineState
from marketplace.domain.pooling import LivePrice, PooledLine, contribution, live_price
from marketplace.domain.reference_prices import RowKey
from marketplace.errors import Invalid
from marketplace.models import GroupBuy, Participation
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms
from marketplace.services.list_prices import corridor_fault, price_fault
from marketplace.services.price_lines import (
    OwnLines,
    standing_with,
    together_with,
)


@dataclass(frozen=True)
class Alike:
    """So many lines of one row of the list prices."""

    corridor: str
    product: str
    term_months: int
    protection: str
    mbps: int
    lines: int


@dataclass(frozen=True)
class WhatIf:
    """The answer; money in fen for the whole terms of the lines."""

    asked: Alike
    forming: bool
    "the group is not told, so that the reader's lines alone are counted"
    live: LivePrice
    "where the group would stand with these lines"
    each_list_minor: int
    held: tuple[PooledLine, ...]
    "the lines that the reader has already"

    @property
    def each_minor(self) -> int:
        return self.live.price_minor(self.each_list_minor)

    @property
    def list_minor(self) -> int:
        return self.each_list_minor * self.asked.lines

    @property
    def price_minor(self) -> int:
        return self.each_minor * self.asked.lines

    @property
    def held_minor(self) -> int:
        """What the reader's present lines would cost then, those that are content."""
        return cost_minor(self.live, self.held)


def own_of(stay: Participation | None) -> OwnLines:
    """What a stay that was read already has in the pool."""
    if stay is None:
        return None, []
    pooled = [line for line in stay.lines if line.state == LineState.POOLED]
    return stay.id, [PooledLine(one.mbps, one.list_minor, one.own_limit_minor) for one in pooled]


def cost_minor(live: LivePrice, lines: tuple[PooledLine, ...]) -> int:
    """What these lines cost where the group stands so; a line that is not content costs nothing."""
    return sum(live.price_minor(line.list_minor) for line in lines if live.contents(line))


def what_if(
    session: Session, *, group_buy: GroupBuy, asked: Alike, own: OwnLines, identity: Identity
) -> WhatIf:
    """The answer for a company that may join, or for those who read the demand.

    `own` is what the caller has in the pool. Raises NotFound, Forbidden, Invalid.
    """
    sees_all = allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy)
    if not sees_all:
        require(Permission.GROUP_BUY_JOIN, identity, group_buy)
    terms = find_frozen_terms(session, group_buy.id)
    list_minor = _list_minor(terms, asked)
    lines = [*own[1], *[PooledLine(asked.mbps, list_minor, None)] * asked.lines]
    pool = group_buy.pool
    told: LivePrice | None
    if sees_all:
        told = live_price(terms.ladder, together_with(session, terms, pool, lines, own))
    else:
        told = standing_with(session, terms, pool, lines, identity, own)
    live = told or live_price(terms.ladder, contribution(terms.ladder, lines))
    return WhatIf(asked, told is None, live, list_minor, tuple(own[1]))


def _list_minor(terms: FrozenTerms, asked: Alike) -> int:
    """The list price of one such line; raises Invalid when nobody offers it."""
    if unknown := corridor_fault(terms, asked.corridor, ""):
        raise Invalid([unknown])
    key = RowKey(
        terms.corridors[asked.corridor].id, asked.product, asked.term_months, asked.protection
    )
    if fault := price_fault(terms, key, asked.mbps, ""):
        raise Invalid([fault])
    return terms.references.list_minor(key, asked.mbps) or 0
