"""Job: do at Stripe what a service fee waits for; safe to run again, and at any time.

Nothing is asked of Stripe inside a transaction: each step is read, done there with our key, and its
answer recorded in a transaction of its own, as a webhook would record it.
"""

from __future__ import annotations

import logging
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.domain.fee_steps import Step, StepKind
from marketplace.domain.payments import PaymentRefused, Refund, Seen
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.find_fee_steps import find_fee_steps
from marketplace.services.record_fee import record_fee
from marketplace.services.record_fee_answer import (
    keep_customer_id,
    name_refund,
    record_fee_refusal,
)

log = logging.getLogger(__name__)
MOST_STEPS = 20


def settle_fee(runtime: Runtime, *, fee_id: str) -> None:
    """Every step that waits, one after the other, each once.

    Raises PaymentUnclear and PaymentsMisconfigured, upon which the queue tries again later.
    """
    if runtime.payments is None:
        log.warning("fee_waits_for_keys", extra={"fee_id": fee_id})
        return
    wanted, done = UUID(fee_id), set()
    for _ in range(MOST_STEPS):
        with runtime.database.single_statements() as session:
            steps = find_fee_steps(session, wanted)
        step = next((one for one in steps if one not in done), None)
        if step is None:
            return
        done.add(step)
        _take(runtime, runtime.payments, wanted, step)


def _take(runtime: Runtime, payments: Payments, fee_id: UUID, step: Step) -> None:
    if step.kind is StepKind.CUSTOMER:
        _keep_customer(runtime, payments, step)
        return
    try:
        seen = _asked(payments, step)
    except PaymentRefused as refused:
        _refused(runtime, payments, fee_id, step, refused.code)
        return
    with runtime.database.unit_of_work() as session:
        if step.kind is StepKind.REFUND and isinstance(seen, Refund):
            name_refund(session, fee_id, seen)
        record_fee(session, seen, now=now_of(session))


def _keep_customer(runtime: Runtime, payments: Payments, step: Step) -> None:
    payee = step.payee
    assert payee is not None
    customer_id = payments.keep_customer(
        organisation_id=payee.organisation_id, name=payee.name, email=payee.email, key=step.key
    )
    with runtime.database.unit_of_work() as session:
        keep_customer_id(session, payee.organisation_id, customer_id, now=now_of(session))


def _asked(payments: Payments, step: Step) -> Seen:
    """What Stripe answers to the step."""
    match step.kind:
        case StepKind.ISSUE:
            assert step.wish is not None
            return payments.issue_invoice(step.wish, key=step.key)
        case StepKind.VOID:
            return payments.void_invoice(step.object_id, key=step.key)
        case StepKind.CREDIT:
            return payments.credit_invoice(
                step.object_id, net_minor=step.net_minor, vat_minor=step.vat_minor, key=step.key
            )
        case StepKind.REFUND:
            return payments.refund(step.object_id, amount_minor=step.net_minor, key=step.key)
    return payments.read_refund(step.object_id)


def _refused(runtime: Runtime, payments: Payments, fee_id: UUID, step: Step, code: str) -> None:
    """What was refused is put on record; why a void was refused, the invoice itself says."""
    log.warning("fee_step_refused", extra={"fee_id": fee_id, "step": step.kind, "code": code})
    seen = payments.read_invoice(step.object_id) if step.kind is StepKind.VOID else None
    with runtime.database.unit_of_work() as session:
        now = now_of(session)
        if seen is not None:
            record_fee(session, seen, now=now)
        record_fee_refusal(session, fee_id, step, code, now=now)
