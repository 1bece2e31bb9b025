"""After the lock a member pays on a page, within the working days that the terms state."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.contract_terms import in_working_days
from marketplace.domain.lives import DepositEvent
from marketplace.models import Deposit
from marketplace.models.audit import record
from marketplace.services.tell_deposit import tell_deposit

SILENT = "stripe_silent"


def ask_to_confirm(session: Session, deposit: Deposit, *, reason: str, now: datetime) -> None:
    """The charge did not go through, for this reason; or Stripe was silent at the lock."""
    deposit.confirm_due_at = due_at = in_working_days(now, deposit.confirm_days)
    deposit.advance(DepositEvent.NEED_MEMBER, by=None, now=now, reason=reason)
    if reason == SILENT:
        _tell_of_silence(session, deposit, now, due_at)
    else:
        tell_deposit(session, deposit, "deposit_confirm", now=now, due_at=due_at)


def give_more_time(session: Session, deposit: Deposit, *, now: datetime) -> None:
    """Nobody could pay, or it is not known whether the member has: the same days begin anew."""
    deposit.confirm_due_at = due_at = in_working_days(now, deposit.confirm_days)
    record(session, deposit, "give_time", by=None, now=now, reason=SILENT)
    _tell_of_silence(session, deposit, now, due_at)


def _tell_of_silence(session: Session, deposit: Deposit, now: datetime, due_at: datetime) -> None:
    about = f"{deposit.id} {due_at.isoformat()}"
    tell_deposit(session, deposit, "deposit_unread", now=now, about=about, due_at=due_at)
