"""Whether it is Stripe's silence, not the member, that a deposit does not count as paid in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.domain.lives import TryState
from marketplace.models import Deposit, TryKind

IN_TIME = timedelta(minutes=1)
"So long before the deadline a page has to be asked for, to be opened and paid on in time"


def may_be_paid(deposit: Deposit) -> bool:
    """Somebody may have paid, or saved a way to pay, on a page that is not read yet."""
    return any(one.may_be_paid for one in deposit.tries)


def was_kept_from_paying(deposit: Deposit, due_at: datetime) -> bool:
    """The same, or the member asked for a page in good time and none came."""
    one = deposit.live_try
    asked = one is not None and one.state == TryState.ASKED and one.kind != TryKind.CHARGE
    in_vain = asked and one is not None and one.asked_at <= due_at - IN_TIME
    return in_vain or may_be_paid(deposit)
