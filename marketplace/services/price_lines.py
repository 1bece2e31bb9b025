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
from marketplace.domain.pairs import line_protection, lines_of, spread
from marketplace.domain.pooling import (
    LivePrice,
    Pool,
    PooledLine,
    added,
    contribution,
    live_price,
)
from marketplace.domain.reference_prices import RowKey
from marketplace.errors import Fault, Invalid
from marketplace.models import GroupBuy, Line, Participation
from marketplace.models.group_buy import POOL_COLUMNS, pool_of
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.change_pool import look_settled
from marketplace.services.find_content import may_tell_standing
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms

MOST_LINES = 200
"lines of one member in one group buy"


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
    pooled = pooled_lines(terms, lines, now)
    every = spread(lines, pooled)
    standing = _standing(session, terms, find_pool(session, group_buy_id), every, identity)
    live = standing or live_price(terms.ladder, contribution(terms.ladder, every))
    priced = [_priced(live, pool_line, wish) for wish, pool_line in zip(lines, pooled, strict=True)]
    return PriceCheck(standing is None, live, priced)


def _standing(
    session: Session,
    terms: FrozenTerms,
    pool: Pool,
    lines: Sequence[PooledLine],
    identity: Identity,
) -> LivePrice | None:
    """Where the group would stand with these lines; None while it must not be told."""
    if not may_tell(pool.members):
        return None
    stay_id, held = find_own_lines(session, terms.group_buy_id, identity)
    together = _together(session, terms, pool, lines, stay_id, held)
    live = live_price(terms.ladder, together)
    told = may_tell_standing(
        session,
        terms.group_buy_id,
        terms.ladder,
        together,
        live,
        members=pool.members,
        besides=(identity.organisation_id, 1 if held else 0),
    )
    return live if told else None


def _together(
    session: Session,
    terms: FrozenTerms,
    pool: Pool,
    lines: Sequence[PooledLine],
    stay_id: UUID | None,
    held: Sequence[PooledLine],
) -> Pool:
    """The pool with these lines in place of those that the caller holds in it."""
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
        found = _faults_of(terms, line, f"/lines/{index}", now)
        faults += found
        if not found:
            list_minor = terms.references.list_minor(key_of(terms, line), line["mbps"])
            pooled.append(PooledLine(line["mbps"], list_minor or 0, line["own_limit_minor"]))
    if faults:
        raise Invalid(faults)
    return pooled


def key_of(terms: FrozenTerms, line: dict[str, Any]) -> RowKey:
    corridor = terms.corridors[line["corridor"]]
    protection = str(line_protection(line))
    return RowKey(corridor.id, str(line["product"]), line["term_months"], protection)


def _faults_of(
    terms: FrozenTerms, line: dict[str, Any], pointer: str, now: datetime
) -> list[Fault]:
    corridor = terms.corridors.get(line["corridor"])
    if corridor is None:
        offered = ", ".join(sorted(terms.corridors))
        return [Fault(f"{pointer}/corridor", "corridor_not_offered", {"offered": offered})]
    faults = []
    limit = line["rtt_limit_us"]
    if limit is not None and limit < corridor.rtt_floor_us:
        floor = {"floor_ms": f"{corridor.rtt_floor_us / 1000:.3f}"}
        faults.append(Fault(f"{pointer}/rtt_limit_us", "rtt_below_floor", floor))
    if line["wanted_on"] <= now.date():
        faults.append(Fault(f"{pointer}/wanted_on", "not_future"))
    key = key_of(terms, line)
    largest = terms.references.largest_mbps(key)
    if largest is None:
        faults.append(Fault(f"{pointer}/product", "no_list_price"))
    elif line["mbps"] > largest:
        faults.append(Fault(f"{pointer}/mbps", "no_list_price_above", {"largest": largest}))
    return faults


def find_pool(session: Session, group_buy_id: UUID) -> Pool:
    """The group buy's sums, in one row."""
    query = sa.select(*POOL_COLUMNS).where(GroupBuy.id == group_buy_id)
    return pool_of(session.execute(query).one())


def find_own_lines(
    session: Session, group_buy_id: UUID, identity: Identity
) -> tuple[UUID | None, list[PooledLine]]:
    """The caller's stay, if it has joined, and what its lines add to the pool."""
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
