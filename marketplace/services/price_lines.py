"""What lines would cost: list price, today's price with the own lines counted, the next tier's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import LineState, ParticipationState
from marketplace.domain.pooling import (
    FORMING_BELOW,
    LivePrice,
    Pool,
    PooledLine,
    added,
    contribution,
    live_price,
    needed_tier,
)
from marketplace.domain.reference_prices import RowKey
from marketplace.errors import Fault, Invalid
from marketplace.models import GroupBuy, Line, Participation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import FrozenTerms, find_frozen_terms
from pricing.money import discounted
from pricing.tiers import Ladder

MOST_LINES = 200
"lines of one member in one group buy"


@dataclass(frozen=True)
class PricedLine:
    """One line's prices in fen for the whole term; `content`: its own limit is met today."""

    list_minor: int
    price_minor: int
    next_price_minor: int | None
    content: bool


@dataclass(frozen=True)
class PriceCheck:
    """The answer to "what if I join with these lines?"."""

    forming: bool
    live: LivePrice
    lines: list[PricedLine]

    @property
    def list_minor(self) -> int:
        return sum(line.list_minor for line in self.lines)

    @property
    def price_minor(self) -> int:
        return sum(line.price_minor for line in self.lines)


def find_joinable_terms(session: Session, group_buy_id: UUID, identity: Identity) -> FrozenTerms:
    """The frozen terms, for a company that may take part; raises NotFound, Forbidden."""
    terms = find_frozen_terms(session, group_buy_id)
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

    While the group is forming only the own lines count: nothing tells of others' demand.
    """
    terms = find_joinable_terms(session, group_buy_id, identity)
    pooled = pooled_lines(terms, lines, now)
    pool = find_pool(session, group_buy_id)
    mine = contribution(terms.ladder, find_own_lines(session, group_buy_id, identity))
    others = added(pool, mine, -1) if mine.lines else pool
    together = added(others, contribution(terms.ladder, pooled))
    forming = together.members < FORMING_BELOW
    if forming:
        together = contribution(terms.ladder, pooled)
    return priced(terms.ladder, together, pooled, forming=forming)


def priced(ladder: Ladder, pool: Pool, lines: Sequence[PooledLine], *, forming: bool) -> PriceCheck:
    """Prices of lines that are in the pool, at its settled tier and at the next."""
    live = live_price(ladder, pool)
    return PriceCheck(forming, live, [_priced_line(ladder, live, line) for line in lines])


def _priced_line(ladder: Ladder, live: LivePrice, line: PooledLine) -> PricedLine:
    above = live.next_discount_bps
    return PricedLine(
        list_minor=line.list_minor,
        price_minor=discounted(line.list_minor, live.discount_bps),
        next_price_minor=None if above is None else discounted(line.list_minor, above),
        content=needed_tier(ladder, line) <= live.tier,
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
    return RowKey(corridor.id, str(line["product"]), line["term_months"], str(line["protection"]))


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


_POOL = (
    GroupBuy.pooled_members,
    GroupBuy.pooled_lines,
    GroupBuy.pooled_mbps,
    GroupBuy.volume_by_need,
    GroupBuy.list_by_need,
)


def find_pool(session: Session, group_buy_id: UUID) -> Pool:
    """The group buy's sums, in one row."""
    row = session.execute(sa.select(*_POOL).where(GroupBuy.id == group_buy_id)).one()
    return Pool(row[0], row[1], row[2], tuple(row[3]), tuple(row[4]))


def find_own_lines(session: Session, group_buy_id: UUID, identity: Identity) -> list[PooledLine]:
    """What the caller's pooled lines add to the pool."""
    rows = session.execute(
        sa.select(Line.mbps, Line.list_minor, Line.own_limit_minor)
        .join(Participation, Participation.id == Line.participation_id)
        .where(
            Participation.group_buy_id == group_buy_id,
            Participation.member_id == identity.organisation_id,
            Participation.state == ParticipationState.JOINED,
            Line.state == LineState.POOLED,
        )
    )
    return [PooledLine(*row) for row in rows]
