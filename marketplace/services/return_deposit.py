"""Give a deposit back, whole or in part: the intent, which a job carries out at Stripe."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from marketplace.domain.deposits import RETURN_DAYS
from marketplace.domain.lives import RETURN_OVER, DepositEvent, DepositState, ReturnState
from marketplace.models import Deposit, DepositPayment, DepositReturn
from marketplace.models.audit import record


def give_back(
    session: Session,
    deposit: Deposit,
    payment: DepositPayment,
    amount_minor: int,
    *,
    reason: str,
    now: datetime,
    due_at: datetime | None = None,
) -> DepositReturn:
    """Fen of that payment go back, within five days unless `due_at` says sooner.

    Once for each payment and reason: the database refuses a second one, and more than was paid.
    """
    back = DepositReturn(
        id=uuid4(),
        deposit_id=deposit.id,
        group_buy_id=deposit.group_buy_id,
        of_payment_id=payment.id,
        reason=reason,
        amount_minor=amount_minor,
        state=ReturnState.ASKED,
        asked_at=now,
        due_at=due_at or now + timedelta(days=RETURN_DAYS),
        refusals=0,
        fault="",
    )
    deposit.returns.append(back)
    session.flush()
    record(
        session, back, "ask", by=None, now=now, to_state=str(back.state), reason=reason,
        deposit=str(deposit.id), amount_minor=amount_minor,
    )  # fmt: skip
    return back


def return_rest(
    session: Session, deposit: Deposit, *, reason: str, now: datetime, due_at: datetime
) -> None:
    """Whatever of it is held and not claimed goes back; the deposit is returning or kept."""
    payment, rest = deposit.standing, deposit.free_minor
    if payment is not None and rest > 0:
        give_back(session, deposit, payment, rest, reason=reason, now=now, due_at=due_at)
    if deposit.live_claims:
        return
    deposit.return_due_at = due_at
    deposit.ended_at, deposit.ended_reason = now, deposit.ended_reason or reason
    if rest > 0 or unfinished(deposit):
        deposit.advance(DepositEvent.RETURN, by=None, now=now, reason=reason)
    else:
        deposit.advance(DepositEvent.KEEP, by=None, now=now, reason=reason)


def unfinished(deposit: Deposit) -> bool:
    """Whether something that was to go back has not arrived yet."""
    return any(one.state not in RETURN_OVER for one in deposit.returns)


def finish_if_back(deposit: Deposit, now: datetime) -> None:
    """Returned or kept once nothing is under way; returning again when a way back has closed."""
    open_still = unfinished(deposit)
    if deposit.state == DepositState.RETURNING and not open_still:
        kept = deposit.kept_minor > 0
        deposit.advance(DepositEvent.KEEP if kept else DepositEvent.FINISH, by=None, now=now)
    elif deposit.state in (DepositState.RETURNED, DepositState.KEPT) and open_still:
        deposit.advance(DepositEvent.UNDO, by=None, now=now)
