"""At the lock: lines whose deposit was not paid leave, saved ways to pay are charged.

What is held above 2 % of the lines that are left goes back at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.deposits import LEAST_MINOR, cap_minor, estimate_minor
from marketplace.domain.lives import (
    LIVE_TRIES,
    DepositEvent,
    DepositState,
    LineState,
    TryState,
)
from marketplace.errors import TooEarly
from marketplace.models import Deposit, DepositTry, GroupBuy, Line, TryKind
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.release_deposit import NOT_PAID, NOTHING_ASKED, release
from marketplace.services.release_lines import release_lines
from marketplace.services.release_stopped import put_sums
from marketplace.services.return_deposit import give_back

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

    Raises TooEarly while a page on which somebody may have paid is not closed and read yet.
    """
    unpaid = _not_secured(session, group_buy)
    if not unpaid:
        return
    _wait_for_pages(session, group_buy, now)
    deposits = [lock_deposit(session, id_) for id_ in unpaid]
    stays = {one.participation_id for one in deposits if one.state not in SECURED}
    pooled = _pooled(session, group_buy)
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


def _wait_for_pages(session: Session, group_buy: GroupBuy, now: datetime) -> None:
    live = sa.select(DepositTry.id).where(
        DepositTry.group_buy_id == group_buy.id, DepositTry.state.in_(LIVE_TRIES)
    )
    until = group_buy.locks_at + GRACE
    if now < until and session.scalar(live.limit(1)) is not None:
        raise TooEarly(opens_at=until.isoformat())


def settle_deposits(session: Session, group_buy: GroupBuy, *, now: datetime) -> None:
    """After the lock: charge saved ways to pay, give back what is above the cap.

    One still due was not asked for in earnest: while nobody could pay, nobody had to.
    """
    query = sa.select(Deposit.id).where(
        Deposit.group_buy_id == group_buy.id,
        Deposit.state.in_([*SECURED, DepositState.DUE]),
    )
    lines = _pooled(session, group_buy)
    for id_ in session.scalars(query.order_by(Deposit.id)).all():
        deposit = lock_deposit(session, id_)
        own = [line for line in lines if line.participation_id == deposit.participation_id]
        most = cap_minor(estimate_minor((one.shown_minor, one.own_limit_minor) for one in own))
        if deposit.state == DepositState.DUE:
            release(session, deposit, "deposits_off", now)
        elif deposit.state == DepositState.HELD:
            _trim(session, deposit, most, now)
        elif most >= LEAST_MINOR:
            _charge(session, deposit, min(deposit.amount_minor, most), now)
        else:
            release(session, deposit, NOTHING_ASKED, now)


def _trim(session: Session, deposit: Deposit, most: int, now: datetime) -> None:
    """A member that took lines out has less to stand for: the cap (BID-11) holds for the rest."""
    over = deposit.free_minor - most
    if deposit.standing is not None and 0 < over < deposit.free_minor:
        give_back(session, deposit, deposit.standing, over, reason="lines_removed", now=now)


def _charge(session: Session, deposit: Deposit, amount_minor: int, now: datetime) -> None:
    deposit.amount_minor = amount_minor
    deposit.advance(DepositEvent.CHARGE, by=None, now=now)
    add_try(session, deposit, TryKind.CHARGE, now=now)


def add_try(
    session: Session,
    deposit: Deposit,
    kind: TryKind,
    *,
    now: datetime,
    by: Identity | None = None,
    language: str = "zh",
) -> DepositTry:
    """The intent to open a page or to charge; the database lets one live at a time."""
    one = DepositTry(
        id=uuid4(),
        deposit_id=deposit.id,
        group_buy_id=deposit.group_buy_id,
        number=len(deposit.tries) + 1,
        kind=kind,
        state=TryState.ASKED,
        amount_minor=deposit.amount_minor,
        language=language,
        asked_at=now,
        asked_by=by.user_id if by else None,
        fault="",
    )
    deposit.tries.append(one)
    session.flush()
    record(session, one, "ask", by=by, now=now, to_state=str(one.state), kind=str(kind))
    return one


def _pooled(session: Session, group_buy: GroupBuy) -> Sequence[Line]:
    query = sa.select(Line).where(Line.group_buy_id == group_buy.id, Line.state == LineState.POOLED)
    return session.scalars(query).all()
