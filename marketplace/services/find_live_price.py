"""The live price of a group buy: one row read, whatever the number of members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState
from marketplace.domain.pooling import LivePrice, live_price
from marketplace.domain.thresholds import KINDS, Threshold, thresholds
from marketplace.errors import NotFound
from marketplace.models import GroupBuy
from marketplace.models.group_buy import POOL_COLUMNS, pool_of
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_content import may_tell_standing
from marketplace.services.find_group_buys import find_frozen_terms

_ROW = (
    GroupBuy.id,
    GroupBuy.organiser_id,
    GroupBuy.mode,
    GroupBuy.invited_ids,
    GroupBuy.opened_at,
    GroupBuy.state,
    GroupBuy.locks_at,
    GroupBuy.least_members,
    GroupBuy.least_lines,
    GroupBuy.least_mbps,
    GroupBuy.least_spend_minor,
    *POOL_COLUMNS,
    GroupBuy.pool_version,
    GroupBuy.version,
)


@dataclass(frozen=True)
class LiveFigures:
    """What a caller may see of the pool now; `live` and the sums are None while forming."""

    state: GroupBuyState
    accepting: bool
    "open and before the lock time: a question asked of now"
    locks_at: datetime
    forming: bool
    members: int | None
    lines: int | None
    mbps: int | None
    live: LivePrice | None
    thresholds: tuple[Threshold, ...]
    tag: str
    "changes whenever anything above does"


def find_live_figures(
    session: Session, group_buy_id: UUID, identity: Identity, now: datetime
) -> LiveFigures:
    """The group's standing as the caller may see it; raises NotFound."""
    row = session.execute(sa.select(*_ROW).where(GroupBuy.id == group_buy_id)).one_or_none()
    if row is None or row.opened_at is None:
        raise NotFound()
    require(Permission.GROUP_BUY_READ, identity, row)
    return live_figures(session, row, identity, now)


def live_figures(session: Session, row: Any, identity: Identity, now: datetime) -> LiveFigures:
    """The same of a group buy that was read already and has opened, or of such columns of it."""
    ladder, pool = find_frozen_terms(session, row.id).ladder, pool_of(row)
    live = live_price(ladder, pool)
    told = may_tell_standing(session, row.id, ladder, pool, live, members=row.pooled_members)
    shown = told or allowed(Permission.GROUP_BUY_DEMAND_READ, identity, row)
    accepting = row.state == GroupBuyState.OPEN and now < row.locks_at
    return LiveFigures(
        state=row.state,
        accepting=accepting,
        locks_at=row.locks_at,
        forming=not told,
        members=row.pooled_members if shown else None,
        lines=row.pooled_lines if shown else None,
        mbps=row.pooled_mbps if shown else None,
        live=live if shown else None,
        thresholds=thresholds(wanted_of(row), have_of(row) if shown else dict.fromkeys(KINDS)),
        tag=f"{row.version}.{row.pool_version if shown else 'forming'}.{int(accepting)}",
    )


def wanted_of(group_buy: Any) -> dict[str, int | None]:
    """The organiser's thresholds by kind, of a group buy or a row of it."""
    return {
        "members": group_buy.least_members,
        "lines": group_buy.least_lines,
        "mbps": group_buy.least_mbps,
        "spend": group_buy.least_spend_minor,
    }


def have_of(group_buy: Any) -> dict[str, int | None]:
    """What is pooled, by the thresholds' kinds."""
    return {
        "members": group_buy.pooled_members,
        "lines": group_buy.pooled_lines,
        "mbps": group_buy.pooled_mbps,
        "spend": sum(group_buy.list_by_need),
    }
