"""The operator records bank transfers: a refund whose way was closed, interest, a kept deposit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import ClaimEvent, ReturnEvent
from marketplace.errors import Conflict, NotFound
from marketplace.models import Deposit, DepositClaim, DepositReturn
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_deposit import ask_deposit
from marketplace.services.book_deposit import (
    book_bank_interest,
    book_bank_return,
    book_interest,
    book_paid_on,
)
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_deposit_claims import lock_claim
from marketplace.services.record_deposit_refund import reckon_interest
from marketplace.services.return_deposit import finish_if_back
from marketplace.services.tell_deposit import tell_carrier, tell_deposit


def settle_return(
    session: Session, *, return_id: UUID, reference: str, identity: Identity, now: datetime
) -> DepositReturn:
    """Paid to the member's bank account under that reference.

    Raises IllegalMove (not failed), Conflict `payment_disputed`: its bank has the money now.
    """
    back, deposit = _lock_return(session, return_id, identity)
    DepositReturn.life.after(back.state, ReturnEvent.SETTLE)
    if deposit.is_disputed(back.of_payment_id):
        raise Conflict("payment_disputed")
    anew = back.interest_minor is None
    if anew:
        back.interest_minor = reckon_interest(deposit, back, now)
    back.bank_reference, back.done_at = reference, now
    back.advance(ReturnEvent.SETTLE, by=identity, now=now, reference=reference)
    finish_if_back(deposit, now)
    ask_deposit(session, deposit, now=now)
    tell_deposit(session, deposit, "deposit_returned", now=now, about=f"{back.id} bank")
    book_bank_return(session, deposit, back, now)
    if anew:
        book_interest(session, deposit, back, now)
    return back


def pay_interest(
    session: Session, *, return_id: UUID, reference: str, identity: Identity, now: datetime
) -> DepositReturn:
    """The interest of what went back. Raises Conflict (no_interest_owed)."""
    back, deposit = _lock_return(session, return_id, identity)
    if not back.interest_minor or back.interest_paid_at is not None:
        raise Conflict("no_interest_owed")
    back.interest_reference, back.interest_paid_at = reference, now
    record(session, back, "pay_interest", by=identity, now=now, reference=reference)
    ask_deposit(session, deposit, now=now)
    tell_deposit(session, deposit, "deposit_interest_paid", now=now, about=back.id)
    book_bank_interest(session, deposit, back, now)
    return back


def pay_on(
    session: Session, *, claim_id: UUID, reference: str, identity: Identity, now: datetime
) -> DepositClaim:
    """What was kept is paid to the carrier. Raises IllegalMove (not kept, or paid before)."""
    claim, deposit = lock_claim(session, claim_id, Permission.DEPOSIT_SETTLE, identity)
    DepositClaim.life.after(claim.state, ClaimEvent.PAY_ON)
    claim.bank_reference, claim.paid_on_at = reference, now
    claim.advance(ClaimEvent.PAY_ON, by=identity, now=now, reference=reference)
    tell_carrier(session, deposit, "deposit_paid_on", claim, now=now)
    book_paid_on(session, claim, now)
    return claim


def _lock_return(
    session: Session, return_id: UUID, identity: Identity
) -> tuple[DepositReturn, Deposit]:
    require(Permission.DEPOSIT_SETTLE, identity)
    found = session.get(DepositReturn, return_id)
    if found is None:
        raise NotFound()
    deposit = lock_deposit(session, found.deposit_id)
    return next(one for one in deposit.returns if one.id == return_id), deposit
