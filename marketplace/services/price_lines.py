"""What lines would cost: list price, today's price with the own lines counted, the next tier's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.anonymity import may_tell
from marketplace.domain.lives import LineState, ParticipationState
from marketplace.domain.modes import GroupBuyMode
from marketplace.domain.pairs import lines_of, spread
from marketplace.domain.pooling import (
    LivePrice,
    Pool,
    PooledLine,
    added,
    contribution,
    live_price,
)
from marketplace.errors import Fault, Invalid
from marketplace.models import GroupBuy, Line, Participation
from marketplace.models.group_buy import POOL_COLUMNS, pool_of
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.change_pool import look_settled
from marketplace.services.find_content import may_tell_standing
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms
from marketplace.services.list_prices import key_of, line_faults

MOST_LINES = 200
"lines of one member in one group buy"
OwnLines = tuple[UUID | None, list[PooledLine]]
"The caller's stay, if it has joined, and what its lines add to the pool"


@dataclass(frozen=True)
class PricedLine:
    """Prices in fen for the whole term of one line; `content`: its own limit is met today."""

    list_minor: int
    price_minor: int
    next_price_minor: int | None
    content: bool
    lines: int
    "2 for two carriers: two lines at these prices each"


@dataclass(frozen=True)
class PriceCheck:
    """The answer to "what if I join with these lines?"."""

    forming: bool
    live: LivePrice
    lines: list[PricedLine]

    @property
    def list_minor(self) -> int:
        return sum(line.list_minor * line.lines for line in self.lines)

    @property
    def price_minor(self) -> int:
        return sum(line.price_minor * line.lines for line in self.lines)

    @property
    def next_price_minor(self) -> int | None:
        """What all of them would cost at the next tier; None at the top."""
        if self.live.next_tier is None:
            return None
        return sum((line.next_price_minor or 0) * line.lines for line in self.lines)


def find_joinable_terms(session: Session, group_buy_id: UUID, identity: Identity) -> FrozenTerms:
    """The frozen terms, for a company that may take part; raises NotFound, Forbidden.

    The terms may stand in memory; who is invited to a directed group buy is read every time.
    """
    terms = find_frozen_terms(session, group_buy_id)
    if terms.mode == GroupBuyMode.DIRECTED:
        invited = sa.select(GroupBuy.invited_ids).where(GroupBuy.id == group_buy_id)
        seen = replace(terms, invited_ids=tuple(session.scalars(invited).one()))
        require(Permission.GROUP_BUY_JOIN, identity, seen)
    else:
        require(Permission.GROUP_BUY_JOIN, identity, terms)
    return terms


def check_price(
    session: Session,
    *,
    group_buy_id: UUID,
    lines: Sequence[dict[str, Any]],
    identity: Identity,
    now: datetime,
) -> PriceCheck:
    """What these lines would cost the caller now, in place of any it has in the group buy.

    While the group is forming only the own lines count: nothing tells of others' demand. Who only
    asks what it would pay is no member yet, and makes no third of two.
    """
    terms = find_joinable_terms(session, group_buy_id, identity)
    return price_pooled(session, terms, lines, pooled_lines(terms, lines, now), identity)


def price_pooled(
    session: Session,
    terms: FrozenTerms,
    lines: Sequence[dict[str, Any]],
    pooled: Sequence[PooledLine],
    identity: Identity,
) -> PriceCheck:
    """The same of lines whose list prices were looked up."""
    every = spread(lines, pooled)
    pool, own = find_pool(session, terms.group_buy_id), None
    if may_tell(pool.members):
        own = find_own_lines(session, terms.group_buy_id, identity)
    standing = standing_with(session, terms, pool, every, identity, own)
    live = standing or live_price(terms.ladder, contribution(terms.ladder, every))
    priced = [_priced(live, pool_line, wish) for wish, pool_line in zip(lines, pooled, strict=True)]
    return PriceCheck(standing is None, live, priced)


def standing_with(
    session: Session,
    terms: FrozenTerms,
    pool: Pool,
    lines: Sequence[PooledLine],
    identity: Identity,
    own: OwnLines | None,
) -> LivePrice | None:
    """Where the group would stand with these lines in place of the caller's own.

    None while it must not be told; `own` is then not asked for.
    """
    if own is None or not may_tell(pool.members):
        return None
    together = together_with(session, terms, pool, lines, own)
    live = live_price(terms.ladder, together)
    told = may_tell_standing(
        session,
        terms.group_buy_id,
        terms.ladder,
        together,
        live,
        members=pool.members,
        besides=(identity.organisation_id, 1 if own[1] else 0),
    )
    return live if told else None


def together_with(
    session: Session,
    terms: FrozenTerms,
    pool: Pool,
    lines: Sequence[PooledLine],
    own: OwnLines,
) -> Pool:
    """The pool with these lines in place of those that the caller holds in it."""
    stay_id, held = own
    change = contribution(terms.ladder, lines)
    if held:
        change = added(change, contribution(terms.ladder, held), -1)
    together = added(pool, change)
    if terms.ladder.style == "whole":
        return together
    settled = look_settled(
        session, terms.ladder, terms.group_buy_id, change, lines=lines, without_stay=stay_id
    )
    return replace(together, settled=settled)


def _priced(live: LivePrice, line: PooledLine, wish: dict[str, Any]) -> PricedLine:
    return PricedLine(
        list_minor=line.list_minor,
        price_minor=live.price_minor(line.list_minor),
        next_price_minor=live.next_price_minor(line.list_minor),
        content=live.contents(line),
        lines=lines_of(wish),
    )


def pooled_lines(
    terms: FrozenTerms, lines: Sequence[dict[str, Any]], now: datetime
) -> list[PooledLine]:
    """The lines with their frozen list prices; raises Invalid with every fault of every line."""
    faults: list[Fault] = []
    pooled = []
    for index, line in enumerate(lines):
        found = line_faults(terms, line, f"/lines/{index}", now)
        faults += found
        if not found:
            list_minor = terms.references.list_minor(key_of(terms, line), line["mbps"])
            pooled.append(PooledLine(line["mbps"], list_minor or 0, line["own_limit_minor"]))
    if faults:
        raise Invalid(faults)
    return pooled


def find_pool(session: Session, group_buy_id: UUID) -> Pool:
    """The group buy's sums, in one row."""
    query = sa.select(*POOL_COLUMNS).where(GroupBuy.id == group_buy_id)
    return pool_of(session.execute(query).one())


def find_own_lines(session: Session, group_buy_id: UUID, identity: Identity) -> OwnLines:
    """What the caller has in the pool, in one query."""
    rows = session.execute(
        sa.select(Participation.id, Line.mbps, Line.list_minor, Line.own_limit_minor)
        .join(Participation, Participation.id == Line.participation_id)
        .where(
            Participation.group_buy_id == group_buy_id,
            Participation.member_id == identity.organisation_id,
            Participation.state == ParticipationState.JOINED,
            Line.state == LineState.POOLED,
        )
    ).all()
    return rows[0].id if rows else None, [PooledLine(*row[1:]) for row in rows]
