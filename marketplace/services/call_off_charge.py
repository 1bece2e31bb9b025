"""The charge of a saved way to pay is begun, or called off: what is said of it has to be true."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import LIVE_TRIES, DepositState, TryEvent
from marketplace.models import Deposit, DepositTry
from marketplace.models.audit import record
from marketplace.services.find_deposit import lock_try
from marketplace.services.release_deposit import release

CALL_TIME = timedelta(minutes=5)
"Longer than a call to Stripe with its retries: what it made is to be found there after it"
CALLED_OFF = "called_off"


def begin_charge(session: Session, *, try_id: UUID, now: datetime) -> bool:
    """Put on record that Stripe is asked for the charge now; False: it is not wanted any more."""
    deposit, one = lock_try(session, try_id)
    wanted = one.state in LIVE_TRIES and deposit.is_charged
    if wanted:
        one.called_at = now
    return wanted


def under_way(one: DepositTry, now: datetime) -> bool:
    """Whether a call that asks for the charge may be going on, so that a look may not find it."""
    return one.called_at is not None and now < one.called_at + CALL_TIME


def release_or_call_off(session: Session, deposit: Deposit, reason: str, now: datetime) -> None:
    """Nothing is to be charged any more. Released at once, unless a charge may be there already.

    Then it is looked up at Stripe first: cancelled, or found to be none, the deposit is released;
    one that went through is held, and given back as any other.
    """
    one = deposit.live_try
    if deposit.state != DepositState.CHARGING or one is None:
        release(session, deposit, reason, now)
    elif one.called_at is None:
        one.fault = CALLED_OFF
        one.advance(TryEvent.FAIL, by=None, now=now, reason=CALLED_OFF)
        release(session, deposit, reason, now)
    elif deposit.ended_at is None:
        deposit.ended_at, deposit.ended_reason = now, reason
        record(session, deposit, "call_off", by=None, now=now, reason=reason)
