"""What of a fee waits to be done at Stripe, and which fees have waited too long for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.domain.fee_steps import Payee, Step, StepKind
from marketplace.domain.fee_words import MOST_REFUSALS, FeeWay
from marketplace.domain.lives import FeeCreditState, FeeState
from marketplace.domain.payment_wishes import InvoiceWish
from marketplace.domain.payments import InvoiceState, RefundState
from marketplace.models import FeeCredit, Organisation, ServiceFee, StripeCustomer, User
from marketplace.services.tell_fee import ROLE

PATIENCE = timedelta(minutes=30)
"after which a fee that still waits is asked for once more"
MOVING = (RefundState.PENDING,)
VOIDABLE = (InvoiceState.OPEN, InvoiceState.UNCOLLECTIBLE)


def find_fee_steps(session: Session, fee_id: UUID) -> list[Step]:
    """The steps in the order in which they are done; none when nothing waits."""
    query = (
        sa.select(ServiceFee)
        .where(ServiceFee.id == fee_id)
        .options(
            selectinload(ServiceFee.credits),
            joinedload(ServiceFee.organisation),
            joinedload(ServiceFee.contract),
        )
    )
    fee = session.scalars(query).one_or_none()
    if fee is None:
        return []
    return [*_of_invoice(session, fee), *_of_money(fee), *_of_credits(fee)]


def _of_invoice(session: Session, fee: ServiceFee) -> Iterator[Step]:
    if fee.state == FeeState.ISSUING and fee.way == FeeWay.STRIPE:
        customer = session.get(StripeCustomer, fee.organisation_id)
        if customer is None:
            yield Step(
                StepKind.CUSTOMER, f"customer-{fee.organisation_id}", payee=_payee(session, fee)
            )
        else:
            yield _of_issuing(fee, customer.stripe_id)
    if fee.void_asked_at and fee.stripe_invoice_id and fee.stripe_state in VOIDABLE:
        yield Step(StepKind.VOID, f"fee-{fee.id}-void", fee.stripe_invoice_id)


def _of_issuing(fee: ServiceFee, customer_id: str) -> Step:
    """The invoice is made, or looked for under the same key when it is not waited for any more."""
    key = f"fee-{fee.id}-{fee.attempt}"
    if fee.take_back_asked_at is not None:
        return Step(StepKind.RECALL, key, customer_id)
    return Step(StepKind.ISSUE, key, wish=_wish(fee, customer_id))


def _of_money(fee: ServiceFee) -> Iterator[Step]:
    asked = fee.stripe_refund_id is not None or fee.is_back_by_bank
    if fee.overpaid_minor and fee.stripe_payment_id and not (asked or fee.is_disputed):
        nth = f"-{fee.refund_refusals}" if fee.refund_refusals else ""
        yield Step(
            StepKind.REFUND,
            f"fee-{fee.id}-refund{nth}",
            fee.stripe_payment_id,
            net_minor=fee.overpaid_minor,
        )
    if fee.stripe_refund_id and fee.stripe_refund_state in MOVING:
        yield Step(StepKind.READ_REFUND, "", fee.stripe_refund_id)


def _of_credits(fee: ServiceFee) -> Iterator[Step]:
    for note in fee.credits:
        if note.state == FeeCreditState.WANTED and fee.stripe_invoice_id and not fee.is_disputed:
            yield Step(
                StepKind.CREDIT,
                f"fee-credit-{note.id}",
                fee.stripe_invoice_id,
                credit_id=note.id,
                net_minor=note.net_minor,
                vat_minor=note.vat_minor,
            )
        elif note.stripe_refund_id and note.refund_state in MOVING:
            yield Step(StepKind.READ_REFUND, "", note.stripe_refund_id)


def _wish(fee: ServiceFee, customer_id: str) -> InvoiceWish:
    contract = fee.contract.number
    return InvoiceWish(
        about=fee.facts.about,
        customer_id=customer_id,
        title=f"平台服务费 {fee.number} · Service fee, contract {contract}",
        net_minor=fee.net_minor,
        vat_bps=fee.vat_bps,
        vat_minor=fee.vat_minor,
        currency=fee.currency,
        days_until_due=fee.due_days,
        language="zh",
    )


def _payee(session: Session, fee: ServiceFee) -> Payee:
    """The payer, with the address of the first of its users who acts in contracts."""
    query = sa.select(User.email).where(
        User.organisation_id == fee.organisation_id,
        User.active,
        User.roles.contains([str(ROLE[fee.payer])]),
    )
    organisation: Organisation = fee.organisation
    email = session.scalars(query.order_by(User.created_at, User.id).limit(1)).one_or_none()
    return Payee(organisation.id, organisation.name_zh, email or "")


def find_fees_waiting(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Fees with a step that waits, for which no job was sent for a while."""
    fee, note = ServiceFee, FeeCredit
    waits = sa.or_(
        sa.and_(fee.state == FeeState.ISSUING, fee.way == FeeWay.STRIPE),
        sa.and_(fee.void_asked_at.is_not(None), fee.stripe_state.in_(VOIDABLE)),
        sa.and_(
            fee.transferred_on.is_not(None),
            fee.stripe_paid_minor.is_not(None),
            fee.stripe_refund_id.is_(None),
            fee.returned_on.is_(None),
            fee.refund_refusals < MOST_REFUSALS,
        ),
        fee.stripe_refund_state.in_(MOVING),
        sa.exists().where(
            note.fee_id == fee.id,
            fee.stripe_invoice_id.is_not(None),
            sa.or_(note.state == FeeCreditState.WANTED, note.refund_state.in_(MOVING)),
        ),
    )
    rested = sa.or_(fee.asked_at.is_(None), fee.asked_at <= now - PATIENCE)
    return session.scalars(sa.select(fee.id).where(waits, rested).order_by(fee.number)).all()
