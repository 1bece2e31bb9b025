"""The way to pay that a member saved last is kept, and charged at the lock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.lives import DepositEvent, DepositState, TryState
from marketplace.domain.payments import SavedMethod
from marketplace.models import Deposit, DepositTry, TryKind
from marketplace.services.add_deposit_try import add_try
from marketplace.services.reckon_deposit import FOLLOWING
from marketplace.services.tell_deposit import tell_deposit


def keep_method(
    session: Session, deposit: Deposit, page: DepositTry, method: SavedMethod, now: datetime
) -> None:
    """Kept for the charge at the lock; one that Stripe tells of after it is charged at once."""
    if not _is_newest(deposit, page):
        return
    late = deposit.state == DepositState.CONFIRMING and not _is_being_paid(deposit)
    if deposit.state not in FOLLOWING and not late:
        return
    if deposit.method_id == method.id:
        return
    deposit.method_id, deposit.customer_id = method.id, method.customer_id
    deposit.method_label = method.label
    if late:
        deposit.advance(DepositEvent.CHARGE, by=None, now=now, method=method.label)
        add_try(session, deposit, TryKind.CHARGE, now=now)
        return
    deposit.advance(DepositEvent.SAVE, by=None, now=now, method=method.label)
    tell_deposit(session, deposit, "deposit_saved", now=now)


def _is_being_paid(deposit: Deposit) -> bool:
    """Whether it was charged before, which is not done twice, or a page to pay on is open."""
    charged = any(one.kind == TryKind.CHARGE for one in deposit.tries)
    return charged or deposit.live_try is not None


def _is_newest(deposit: Deposit, one: DepositTry) -> bool:
    """Whether no later page saved a way to pay: the member's last word counts, not the last look.

    One that gave way before it was complete counts as little.
    """
    done = [t.number for t in deposit.tries if t.state == TryState.DONE]
    return one.state == TryState.DONE and one.number == max(done)
