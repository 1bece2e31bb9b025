"""What Stripe answered to our own asking: a customer's id, a refund's id, or no."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.domain.fee_steps import Step, StepKind
from marketplace.domain.lives import FeeCreditEvent, FeeCreditState, FeeEvent, FeeState
from marketplace.domain.payments import Refund, RefundState
from marketplace.models import ServiceFee, StripeCustomer
from marketplace.services.find_fee_steps import VOIDABLE
from marketplace.services.find_fees import lock_fee
from marketplace.services.tell_fee import tell_operators_of_fee

UNKNOWN_THERE = "resource_missing"
"Stripe's word for a customer that it has not: the keys are those of another account now"


def keep_customer_id(
    session: Session, organisation_id: UUID, customer_id: str, *, now: datetime
) -> None:
    """The organisation is this customer; the first that was kept stays."""
    values = {"organisation_id": organisation_id, "stripe_id": customer_id, "kept_at": now}
    session.execute(insert(StripeCustomer).values(values).on_conflict_do_nothing())


def name_refund(session: Session, fee_id: UUID, seen: Refund) -> None:
    """This refund gives back what was paid twice."""
    fee = lock_fee(session, fee_id)
    if fee is not None and fee.stripe_refund_id is None:
        fee.stripe_refund_id, fee.stripe_refund_state = seen.id, RefundState.PENDING
        fee.fault = ""
        session.flush()


def record_fee_refusal(
    session: Session,
    fee_id: UUID,
    step: Step,
    code: str,
    *,
    now: datetime,
    refunded: bool = False,
) -> None:
    """Stripe said no, and will say no again: a person has to look.

    A refund of what was paid twice is asked for some times more before, each time after a rest.
    `refunded`: somebody at Stripe gave back of that payment already.
    """
    fee = lock_fee(session, fee_id)
    if fee is None:
        return
    if step.kind is StepKind.ISSUE and code == UNKNOWN_THERE:
        _forget_customer(session, fee)
    elif step.kind in (StepKind.ISSUE, StepKind.CUSTOMER) and fee.state == FeeState.ISSUING:
        fee.fault = code
        fee.advance(FeeEvent.REFUSED, by=None, now=now, reason=code)
    elif step.kind is StepKind.CREDIT:
        for note in fee.credits:
            if note.id == step.credit_id and note.state == FeeCreditState.WANTED:
                note.fault = code
                note.advance(FeeCreditEvent.REFUSE, by=None, now=now, reason=code)
    elif step.kind is StepKind.VOID and fee.stripe_state in VOIDABLE:
        fee.fault, fee.void_asked_at = code, None
    elif step.kind is StepKind.REFUND:
        _refund_refused(session, fee, code, refunded=refunded, now=now)


def _refund_refused(
    session: Session, fee: ServiceFee, code: str, *, refunded: bool, now: datetime
) -> None:
    """Never sent by bank transfer too where it went back, or may go back, in another way."""
    if fee.is_disputed or fee.overpaid_minor == 0:
        return
    fee.fault = code
    if refunded:
        return
    fee.refund_refusals += 1
    if fee.is_back_by_bank:
        tell_operators_of_fee(session, "fee_to_settle", fee, now=now)


def _forget_customer(session: Session, fee: ServiceFee) -> None:
    """It is made anew there, and the invoice asked for once more under another key."""
    session.execute(
        sa.delete(StripeCustomer).where(StripeCustomer.organisation_id == fee.organisation_id)
    )
    fee.attempt += 1
