"""The entries of a deposit in the ledger; each is booked once, last in its transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import Cause, CauseKind, EntryPurpose, credit, debit
from marketplace.domain.payments import About, AboutKind
from marketplace.models import Deposit, DepositClaim, DepositPayment, DepositReturn
from marketplace.services.book_stripe import book_stripe
from marketplace.services.post_entry import post_entry


def book_charged(
    session: Session, deposit: Deposit, payment: DepositPayment, now: datetime
) -> None:
    legs = (
        debit(A.STRIPE_CLEARING, payment.amount_minor),
        credit(A.DEPOSIT_HELD, payment.amount_minor, deposit.member_id),
    )
    cause = Cause(CauseKind.DEPOSIT, payment.id, EntryPurpose.CHARGED)
    session.flush()
    book_stripe(
        session,
        stripe_id=payment.payment_id,
        about=_about(deposit),
        cause=cause,
        legs=legs,
        now=now,
    )


def book_returned(session: Session, deposit: Deposit, back: DepositReturn, now: datetime) -> None:
    """By the way it came."""
    legs = (
        debit(A.DEPOSIT_HELD, back.amount_minor, deposit.member_id),
        credit(A.STRIPE_CLEARING, back.amount_minor),
    )
    cause = Cause(CauseKind.DEPOSIT, back.id, EntryPurpose.RETURNED)
    session.flush()
    book_stripe(
        session, stripe_id=_refund_of(back), about=_about(deposit), cause=cause, legs=legs, now=now
    )


def book_reversed(session: Session, deposit: Deposit, back: DepositReturn, now: datetime) -> None:
    """A refund that had counted as done came back to Stripe: the member is owed it again."""
    legs = (
        debit(A.STRIPE_CLEARING, back.amount_minor),
        credit(A.DEPOSIT_HELD, back.amount_minor, deposit.member_id),
    )
    cause = Cause(CauseKind.DEPOSIT, back.id, EntryPurpose.REVERSED)
    session.flush()
    book_stripe(
        session,
        stripe_id=f"{_refund_of(back)}:failed",
        about=_about(deposit),
        cause=cause,
        legs=legs,
        now=now,
    )


def book_interest(session: Session, deposit: Deposit, back: DepositReturn, now: datetime) -> None:
    """What the platform owes for having held it; nothing when there is none."""
    if not back.interest_minor:
        return
    legs = (
        debit(A.INTEREST_EXPENSE, back.interest_minor),
        credit(A.INTEREST_PAYABLE, back.interest_minor, deposit.member_id),
    )
    session.flush()
    cause = Cause(CauseKind.DEPOSIT, back.id, EntryPurpose.INTEREST)
    post_entry(session, cause=cause, legs=legs, now=now)


def book_bank_return(
    session: Session, deposit: Deposit, back: DepositReturn, now: datetime
) -> None:
    """By bank transfer, because the way it came is closed."""
    legs = (
        debit(A.DEPOSIT_HELD, back.amount_minor, deposit.member_id),
        credit(A.BANK, back.amount_minor),
    )
    session.flush()
    cause = Cause(CauseKind.PAYOUT, back.id, EntryPurpose.RETURNED)
    post_entry(session, cause=cause, legs=legs, now=now)


def book_bank_interest(
    session: Session, deposit: Deposit, back: DepositReturn, now: datetime
) -> None:
    amount = back.interest_minor or 0
    legs = debit(A.INTEREST_PAYABLE, amount, deposit.member_id), credit(A.BANK, amount)
    session.flush()
    cause = Cause(CauseKind.PAYOUT, back.id, EntryPurpose.INTEREST)
    post_entry(session, cause=cause, legs=legs, now=now)


def book_kept(session: Session, claim: DepositClaim, now: datetime) -> None:
    amount = claim.kept_minor or 0
    legs = (
        debit(A.DEPOSIT_HELD, amount, claim.member_id),
        credit(A.KEPT_DEPOSIT_PAYABLE, amount, claim.carrier_id),
    )
    session.flush()
    cause = Cause(CauseKind.DEPOSIT, claim.id, EntryPurpose.KEPT)
    post_entry(session, cause=cause, legs=legs, now=now)


def book_paid_on(session: Session, claim: DepositClaim, now: datetime) -> None:
    amount = claim.kept_minor or 0
    legs = debit(A.KEPT_DEPOSIT_PAYABLE, amount, claim.carrier_id), credit(A.BANK, amount)
    session.flush()
    cause = Cause(CauseKind.PAYOUT, claim.id, EntryPurpose.PAID_ON)
    post_entry(session, cause=cause, legs=legs, now=now)


def _about(deposit: Deposit) -> About:
    return About(AboutKind.DEPOSIT, deposit.id)


def _refund_of(back: DepositReturn) -> str:
    if back.refund_id is None:
        raise ValueError("a refund is booked once it is known at Stripe")
    return back.refund_id
