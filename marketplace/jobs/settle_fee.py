"""Job: do at Stripe what a service fee waits for; safe to run again, and at any time.

Nothing is asked of Stripe inside a transaction: each step is read, done there with our key, and its
answer recorded in a transaction of its own, as a webhook would record it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.domain.fee_steps import Step, StepKind
from marketplace.domain.fee_words import NO_ADDRESS
from marketplace.domain.payments import NO_MORE, PaymentRefused, Refund, Seen
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.find_fee_steps import find_fee_steps
from marketplace.services.record_fee import record_fee
from marketplace.services.record_fee_answer import (
    keep_customer_id,
    name_refund,
    record_fee_refusal,
)
from marketplace.services.take_back_fee import record_no_invoice

log = logging.getLogger(__name__)
MOST_STEPS = 20
ONCE = frozenset({StepKind.REFUND})
"asked for again, after a refusal, under another key: not in the same run"


def settle_fee(runtime: Runtime, *, fee_id: str) -> None:
    """Every step that waits, one after the other, each once; what was refused rests till the next.

    Raises PaymentUnclear and PaymentsMisconfigured, upon which the queue tries again later.
    """
    if runtime.payments is None:
        log.warning("fee_waits_for_keys", extra={"fee_id": fee_id})
        return
    wanted, done, rest = UUID(fee_id), set[Step](), set[StepKind]()
    for _ in range(MOST_STEPS):
        with runtime.database.single_statements() as session:
            steps = find_fee_steps(session, wanted)
        step = next((one for one in steps if one not in done and one.kind not in rest), None)
        if step is None:
            return
        done.add(step)
        rest |= {step.kind} & ONCE
        _take(runtime, runtime.payments, wanted, step)


def _take(runtime: Runtime, payments: Payments, fee_id: UUID, step: Step) -> None:
    try:
        if step.kind is StepKind.CUSTOMER:
            _keep_customer(runtime, payments, step)
            return
        seen = _asked(payments, step)
    except PaymentRefused as refused:
        _refused(runtime, payments, fee_id, step, refused.code)
        return
    _record(runtime, fee_id, step, seen)


def _record(runtime: Runtime, fee_id: UUID, step: Step, seen: Seen | None) -> None:
    with runtime.database.unit_of_work() as session:
        if step.kind is StepKind.REFUND and isinstance(seen, Refund):
            name_refund(session, fee_id, seen)
        if seen is None:
            record_no_invoice(session, fee_id, now=now_of(session))
        else:
            record_fee(session, seen, now=now_of(session))


def _keep_customer(runtime: Runtime, payments: Payments, step: Step) -> None:
    payee = step.payee
    assert payee is not None
    if not payee.email:
        raise PaymentRefused(NO_ADDRESS)
    customer_id = payments.keep_customer(
        organisation_id=payee.organisation_id, name=payee.name, email=payee.email, key=step.key
    )
    with runtime.database.unit_of_work() as session:
        keep_customer_id(session, payee.organisation_id, customer_id, now=now_of(session))


def _asked(payments: Payments, step: Step) -> Seen | None:
    """What Stripe answers to the step; None: it has made no invoice."""
    match step.kind:
        case StepKind.ISSUE:
            assert step.wish is not None
            return payments.issue_invoice(step.wish, key=step.key)
        case StepKind.RECALL:
            return payments.recall_invoice(step.object_id, key=step.key)
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
    """What was refused is put on record, after what Stripe shows to be the reason."""
    log.warning("fee_step_refused", extra={"fee_id": fee_id, "step": step.kind, "code": code})
    looked = list(_looked(payments, step))
    for seen in looked:
        with runtime.database.unit_of_work() as session:
            record_fee(session, seen, now=now_of(session))
    with runtime.database.unit_of_work() as session:
        gone = any(isinstance(seen, Refund) and seen.state not in NO_MORE for seen in looked)
        record_fee_refusal(session, fee_id, step, code, refunded=gone, now=now_of(session))


def _looked(payments: Payments, step: Step) -> Iterator[Seen]:
    """Why a void was refused, the invoice says; a refund, whoever gave the money back already."""
    if step.kind is StepKind.VOID:
        yield payments.read_invoice(step.object_id)
    elif step.kind is StepKind.REFUND:
        yield from payments.taken_of(step.object_id)
