"""At the lock: lines whose deposit is not paid, nor a way to pay saved, leave first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import DepositState, LineState
from marketplace.errors import TooEarly
from marketplace.models import Deposit, DepositTry, GroupBuy, Line
from marketplace.security.identity import Identity
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_kept_from_paying import was_kept_from_paying
from marketplace.services.leave_page import is_unread
from marketplace.services.release_deposit import NOT_PAID, NOTHING_ASKED, release
from marketplace.services.release_lines import release_lines
from marketplace.services.release_stopped import put_sums

GRACE = timedelta(minutes=10)
"So long the lock waits for pages that are still open to be closed at Stripe and read"
SECURED = (DepositState.SAVED, DepositState.HELD)


def lock_deposits(session: Session, group_buy: GroupBuy) -> None:
    """Every deposit of it, before the audit chain: who records a payment takes them so too."""
    query = sa.select(Deposit.id).where(Deposit.group_buy_id == group_buy.id)
    session.execute(query.order_by(Deposit.id).with_for_update())


def release_unpaid(
    session: Session, group_buy: GroupBuy, *, by: Identity | None, now: datetime
) -> None:
    """Lines whose deposit is not paid, nor a way to pay saved, leave the locked group buy's pool.

    Those of members whom Stripe kept from paying, or of whom it has not said, stay. Raises TooEarly
    while a page on which somebody may have paid, or saved another way to pay, is not closed and
    read yet.
    """
    _wait_for_pages(session, group_buy, now)
    unpaid = _not_secured(session, group_buy)
    if not unpaid:
        return
    deposits = [lock_deposit(session, id_) for id_ in unpaid]
    deposits = [one for one in deposits if not _is_excused(one, group_buy.locks_at)]
    stays = {one.participation_id for one in deposits if one.state not in SECURED}
    pooled = pooled_in(session, group_buy)
    leaving = [line for line in pooled if line.participation_id in stays]
    release_lines(session, leaving, reason=NOT_PAID, by=by, now=now)
    put_sums(group_buy, [line for line in pooled if line.participation_id not in stays])
    for deposit in deposits:
        if deposit.state == DepositState.DUE:
            release(session, deposit, NOT_PAID, now)


def _not_secured(session: Session, group_buy: GroupBuy) -> Sequence[UUID]:
    """Deposits of stays with pooled lines for which nothing would be there after the lock."""
    pooled = sa.exists().where(
        Line.participation_id == Deposit.participation_id, Line.state == LineState.POOLED
    )
    query = sa.select(Deposit.id).where(
        Deposit.group_buy_id == group_buy.id,
        Deposit.state.not_in(SECURED),
        sa.func.coalesce(Deposit.ended_reason, "") != NOTHING_ASKED,
        pooled,
    )
    return session.scalars(query.order_by(Deposit.id)).all()


def _is_excused(deposit: Deposit, locks_at: datetime) -> bool:
    return deposit.state == DepositState.DUE and was_kept_from_paying(deposit, locks_at)


def _wait_for_pages(session: Session, group_buy: GroupBuy, now: datetime) -> None:
    unread = sa.select(DepositTry.id).where(
        DepositTry.group_buy_id == group_buy.id, DepositTry.page_id.is_not(None), is_unread()
    )
    until = group_buy.locks_at + GRACE
    if now < until and session.scalar(unread.limit(1)) is not None:
        raise TooEarly(opens_at=until.isoformat())


def pooled_in(session: Session, group_buy: GroupBuy) -> Sequence[Line]:
    query = sa.select(Line).where(Line.group_buy_id == group_buy.id, Line.state == LineState.POOLED)
    return session.scalars(query).all()
