"""A deposit ends without a charge."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.lives import DepositEvent
from marketplace.models import Deposit
from marketplace.services.tell_deposit import tell_deposit

NOTHING_ASKED = "nothing_asked"
"the lines that are left are so few that no deposit is asked for them"
NOT_PAID = "deposit_not_paid"
"also the reason of the lines that leave with it"


def release(session: Session, deposit: Deposit, reason: str, now: datetime) -> None:
    """Nothing was charged and nothing is to be any more."""
    deposit.ended_at, deposit.ended_reason = now, reason
    deposit.confirm_due_at = None
    deposit.advance(DepositEvent.RELEASE, by=None, now=now, reason=reason)
    tell_deposit(session, deposit, "deposit_released", now=now, about=f"{deposit.id} {reason}")
