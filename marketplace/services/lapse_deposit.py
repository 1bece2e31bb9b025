"""A member that did not pay after its charge failed: its lines leave, nobody owes anything."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import DepositState, LineState
from marketplace.models import ContractLine, Deposit, DepositTry, GroupBuy, Line
from marketplace.services.confirm_deposit import give_more_time
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_kept_from_paying import was_kept_from_paying
from marketplace.services.leave_page import is_unread
from marketplace.services.lock_deposits import GRACE
from marketplace.services.note_payment_trouble import nobody_can_pay
from marketplace.services.release_deposit import NOT_PAID, release
from marketplace.services.release_lines import release_lines
from marketplace.services.tell_deposit import tell_organiser_of_deposit

log = logging.getLogger(__name__)


def find_unconfirmed_deposits(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Their time to pay has run out, and no page is open on which somebody may just have paid."""
    unread = sa.exists().where(DepositTry.deposit_id == Deposit.id, is_unread())
    query = sa.select(Deposit.id).where(
        Deposit.state == DepositState.CONFIRMING,
        Deposit.confirm_due_at <= now,
        sa.or_(~unread, Deposit.confirm_due_at <= now - GRACE),
    )
    return session.scalars(query.order_by(Deposit.confirm_due_at)).all()


def lapse_deposit(
    session: Session, *, deposit_id: UUID, payments_on: bool = True, now: datetime
) -> Deposit:
    """Release its lines that no contract holds; nothing when it was paid meanwhile.

    While nobody can pay, or Stripe has not said whether it was paid, its time begins anew instead.
    """
    group_buy_id = session.get_one(Deposit, deposit_id).group_buy_id
    session.execute(sa.select(GroupBuy.id).where(GroupBuy.id == group_buy_id).with_for_update())
    deposit = lock_deposit(session, deposit_id)
    due_at = deposit.confirm_due_at
    if deposit.state != DepositState.CONFIRMING or due_at is None or now < due_at:
        return deposit
    silent = not payments_on or nobody_can_pay(session, now=now)
    if silent or was_kept_from_paying(deposit, due_at):
        give_more_time(session, deposit, now=now)
        return deposit
    release_lines(session, _free_lines(session, deposit), reason=NOT_PAID, by=None, now=now)
    release(session, deposit, NOT_PAID, now)
    tell_organiser_of_deposit(session, deposit, "deposit_lines_left", now=now)
    log.info("deposit_lapsed", extra={"deposit_id": deposit.id})
    return deposit


def _free_lines(session: Session, deposit: Deposit) -> Sequence[Line]:
    contracted = sa.exists().where(ContractLine.line_id == Line.id, ContractLine.ended_at.is_(None))
    query = sa.select(Line).where(
        Line.participation_id == deposit.participation_id,
        Line.state == LineState.POOLED,
        ~contracted,
    )
    return session.scalars(query.with_for_update(of=Line)).all()
