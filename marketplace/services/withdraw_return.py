"""Money of a deposit that went back in another way: no return of ours gives it back again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.lives import DepositEvent, DepositState, ReturnEvent, ReturnState
from marketplace.models import Deposit, DepositPayment, DepositReturn
from marketplace.services.return_deposit import finish_if_back, give_back

AT_STRIPE, CHARGED_BACK = "at_stripe", "charged_back"
"Reasons of a return that we did not ask for: made in the dashboard, or by the holder's bank"


def room_of(deposit: Deposit, payment: DepositPayment) -> int:
    """Fen of the payment that have not gone back, are not on their way, kept, or claimed."""
    waiting = sum(one.amount_minor for one in _waiting(deposit, payment))
    return waiting + (deposit.free_minor if payment.stands else 0)


def went_back_otherwise(
    session: Session,
    deposit: Deposit,
    payment: DepositPayment,
    amount_minor: int,
    *,
    reason: str,
    now: datetime,
) -> DepositReturn:
    """A return of so much, in the place of those that waited; what is left of these waits on.

    `amount_minor` is at most `room_of`.
    """
    need = amount_minor
    for back in _waiting(deposit, payment):
        if need <= 0:
            break
        back.advance(ReturnEvent.WITHDRAW, by=None, now=now, reason=reason)
        session.flush()
        if (rest := back.amount_minor - need) > 0:
            give_back(
                session, deposit, payment, rest, reason=back.reason, now=now, due_at=back.due_at
            )
        need -= back.amount_minor
    return give_back(session, deposit, payment, amount_minor, reason=reason, now=now)


def finish_if_gone(deposit: Deposit, *, reason: str, now: datetime) -> None:
    """A deposit of which nothing is held any more is over, whatever its lines do."""
    gone = deposit.state == DepositState.HELD and deposit.free_minor == 0
    if gone and not deposit.live_claims:
        deposit.return_due_at = now
        deposit.ended_at, deposit.ended_reason = now, reason
        deposit.advance(DepositEvent.RETURN, by=None, now=now, reason=reason)
    finish_if_back(deposit, now)


def _waiting(deposit: Deposit, payment: DepositPayment) -> list[DepositReturn]:
    """Not made yet, or closed on their way; the first asked for first."""
    return [
        one
        for one in deposit.returns
        if one.of_payment_id == payment.id and one.state in (ReturnState.ASKED, ReturnState.FAILED)
    ]
