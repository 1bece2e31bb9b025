"""The demand locks at its time: thresholds tested, the live price part of the ceiling."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.ladders import ladder_of
from marketplace.domain.lives import GroupBuyEvent, GroupBuyState, LineState
from marketplace.domain.pooling import live_price
from marketplace.domain.thresholds import missed
from marketplace.errors import TooEarly
from marketplace.models import GroupBuy, Line
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.charge_deposits import settle_deposits
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_live_price import have_of, wanted_of
from marketplace.services.lock_deposits import lock_deposits, release_unpaid
from marketplace.services.note_payment_trouble import nobody_can_pay
from marketplace.services.release_stopped import release_stopped
from marketplace.services.tell_of_turn import tell_of_turn
from marketplace.services.wind_up import wind_up

log = logging.getLogger(__name__)


def lock_demand(
    session: Session,
    *,
    group_buy_id: UUID,
    payments_on: bool = True,
    identity: Identity | None = None,
    now: datetime,
) -> GroupBuy:
    """Lock a group buy whose time has come, extend it once, or fail it.

    Lines that rules stop, or whose deposit is not paid, are released first. While nobody can pay
    (`payments_on` False, or Stripe refuses our key) no line leaves for want of a deposit. Missed
    thresholds: one extension if the organiser allowed it, else failed. Raises NotFound, Forbidden,
    TooEarly (before `locks_at`), IllegalMove (not open).
    """
    group_buy = find_group_buy(
        session, group_buy_id, identity, Permission.GROUP_BUY_ORGANISE, for_update=True
    )
    if group_buy.state == GroupBuyState.OPEN and now < group_buy.locks_at:
        raise TooEarly(opens_at=group_buy.locks_at.isoformat())
    open_still = group_buy.state == GroupBuyState.OPEN
    payments_on = payments_on and not nobody_can_pay(session, now=now)
    lock_deposits(session, group_buy)
    if open_still:
        release_stopped(session, group_buy, by=identity, now=now)
        if payments_on:
            release_unpaid(session, group_buy, by=identity, now=now)
    short_of = missed_thresholds(group_buy)
    if open_still and short_of and _extend(group_buy, identity, now, short_of):
        due_at = group_buy.locks_at
        tell_of_turn(
            session, group_buy, "group_buy_extended", now=now, due_at=due_at, missed=short_of
        )
        return group_buy
    if short_of:
        group_buy.advance(GroupBuyEvent.MISS_THRESHOLDS, by=identity, now=now, missed=short_of)
        wind_up(session, group_buy, now=now, missed=short_of)
        return group_buy
    group_buy.advance(GroupBuyEvent.LOCK, by=identity, now=now)
    group_buy.locked_at = now
    _freeze_prices(session, group_buy)
    settle_deposits(session, group_buy, payments_on=payments_on, now=now)
    tell_of_turn(session, group_buy, "group_buy_locked", now=now)
    log.info("demand_locked", extra={"group_buy_id": group_buy.id})
    return group_buy


def missed_thresholds(group_buy: GroupBuy) -> list[str]:
    """The thresholds that the pooled demand misses; without any line, always `lines`."""
    return missed(wanted_of(group_buy), have_of(group_buy))


def _extend(
    group_buy: GroupBuy, identity: Identity | None, now: datetime, short_of: list[str]
) -> bool:
    """Move the lock once, by the days the organiser allowed; False when that is not possible."""
    if group_buy.extension_days is None or group_buy.extended_at is not None:
        return False
    later = group_buy.locks_at + timedelta(days=group_buy.extension_days)
    if later <= now:
        return False
    group_buy.locks_at, group_buy.extended_at = later, now
    group_buy.advance(
        GroupBuyEvent.EXTEND, by=identity, now=now, missed=short_of, locks_at=later.isoformat()
    )
    return True


def _freeze_prices(session: Session, group_buy: GroupBuy) -> None:
    """Every pooled line gets the live price at the lock."""
    live = live_price(ladder_of(group_buy.ladder), group_buy.pool)
    group_buy.lock_tier = live.tier
    pooled = sa.select(Line.id, Line.list_minor).where(
        Line.group_buy_id == group_buy.id, Line.state == LineState.POOLED
    )
    prices = [
        {"id": line_id, "locked_minor": live.price_minor(list_minor)}
        for line_id, list_minor in session.execute(pooled)
    ]
    session.execute(sa.update(Line), prices)
