"""After the lock: saved ways to pay are charged, each for the lines as they were locked.

What is held above 2 % of the lines that are left goes back at once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.deposits import cap_minor, deposit_minor, estimate_minor
from marketplace.domain.lives import DepositEvent, DepositState
from marketplace.models import Deposit, GroupBuy, Line, TryKind
from marketplace.services.add_deposit_try import add_try
from marketplace.services.confirm_deposit import SILENT, ask_to_confirm
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_deposit_terms import find_terms
from marketplace.services.find_kept_from_paying import may_be_paid
from marketplace.services.leave_page import leave_page
from marketplace.services.lock_deposits import SECURED, pooled_in
from marketplace.services.release_deposit import NOTHING_ASKED, release
from marketplace.services.return_deposit import give_back


def settle_deposits(
    session: Session, group_buy: GroupBuy, *, payments_on: bool, now: datetime
) -> None:
    """After the lock: charge saved ways to pay, give back what is above the cap.

    One still due whose member Stripe kept from paying is paid after the lock. Any other was not
    asked for in earnest: while nobody could pay (`payments_on` False), nobody had to.
    """
    query = sa.select(Deposit.id).where(
        Deposit.group_buy_id == group_buy.id,
        Deposit.state.in_([*SECURED, DepositState.DUE]),
    )
    lines, terms = defaultdict[UUID, list[Line]](list), find_terms(session, group_buy.id)
    for line in pooled_in(session, group_buy):
        lines[line.participation_id].append(line)
    for id_ in session.scalars(query.order_by(Deposit.id)).all():
        deposit = lock_deposit(session, id_)
        own = lines[deposit.participation_id]
        estimate = estimate_minor((one.shown_minor, one.own_limit_minor) for one in own)
        if deposit.state == DepositState.HELD:
            _trim(session, deposit, cap_minor(estimate), now)
        elif deposit.state == DepositState.DUE and not (payments_on or may_be_paid(deposit)):
            release(session, deposit, "deposits_off", now)
        elif terms is not None and (amount := deposit_minor(terms, estimate)):
            deposit.estimate_minor, deposit.amount_minor = estimate, amount
            _demand(session, deposit, now)
        else:
            release(session, deposit, NOTHING_ASKED, now)


def _trim(session: Session, deposit: Deposit, most: int, now: datetime) -> None:
    """A member that took lines out has less to stand for: the cap (BID-11) holds for the rest."""
    over = deposit.free_minor - most
    if deposit.standing is not None and 0 < over < deposit.free_minor:
        give_back(session, deposit, deposit.standing, over, reason="lines_removed", now=now)


def _demand(session: Session, deposit: Deposit, now: datetime) -> None:
    """Of the saved way to pay; of the member itself where none is known to be saved.

    A page that is still open, to save another way to pay, comes too late.
    """
    if deposit.state == DepositState.DUE:
        ask_to_confirm(session, deposit, reason=SILENT, now=now)
        return
    leave_page(session, deposit, now)
    deposit.advance(DepositEvent.CHARGE, by=None, now=now)
    add_try(session, deposit, TryKind.CHARGE, now=now)
