"""Job: look at the object that an event names, as it stands now, and record what is seen.

What the event itself says is never believed: so neither order nor doubles matter.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from marketplace.db.session import now_of
from marketplace.domain.payments import PaymentRefused, PaymentsFailed, Seen
from marketplace.domain.stripe_events import LOOKED_AT
from marketplace.errors import MarketplaceError
from marketplace.models import EventOutcome, StripeEvent
from marketplace.payment_settings import Mode, PaymentSettings
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.mark_stripe_event import find_open_event, mark_stripe_event
from marketplace.services.record_seen import record_seen

log = logging.getLogger(__name__)


def reader_of(payments: Payments, kind: str) -> Callable[[str], Seen]:
    """How an object of this kind is looked at; `kind` is one of LOOKED_AT."""
    readers: dict[str, Callable[[str], Seen]] = {
        "checkout.session": payments.read_page,
        "payment_intent": payments.read_payment,
        "refund": payments.read_refund,
        "dispute": payments.read_dispute,
        "invoice": payments.read_invoice,
        "credit_note": payments.read_credit_note,
    }
    return readers[kind]


def process_stripe_event(runtime: Runtime, *, event_id: str) -> None:
    """Asks Stripe outside any transaction, records in one; raises to be tried again."""
    with runtime.database.single_statements() as session:
        event = find_open_event(session, event_id)
    if event is None:
        return
    if (outcome := passed_over(event, runtime.config.payments)) is not None:
        _mark(runtime, event_id, outcome)
        return
    try:
        _record(runtime, event)
    except Exception as error:
        _mark(runtime, event_id, EventOutcome.FAILED, fault_of(error))
        raise


def passed_over(event: StripeEvent, settings: PaymentSettings) -> EventOutcome | None:
    """What becomes of an event that names nothing to look at; None: look."""
    if settings.mode is not Mode.UNKNOWN and event.livemode != (settings.mode is Mode.LIVE):
        return EventOutcome.OTHER_MODE
    return None if event.object_kind in LOOKED_AT else EventOutcome.NOTED


def _record(runtime: Runtime, event: StripeEvent) -> None:
    if runtime.payments is None:
        raise PaymentsFailed("payments_off")
    try:
        seen = reader_of(runtime.payments, event.object_kind)(event.object_id)
    except PaymentRefused as refused:
        if refused.code != "resource_missing":
            raise
        _mark(runtime, event.id, EventOutcome.NOT_OURS)
        return
    with runtime.database.unit_of_work() as session:
        ours = record_seen(session, seen, now=now_of(session))
    _mark(runtime, event.id, EventOutcome.RECORDED if ours else EventOutcome.NOT_OURS)


def _mark(runtime: Runtime, event_id: str, outcome: EventOutcome, fault: str | None = None) -> None:
    with runtime.database.unit_of_work() as session:
        mark_stripe_event(session, event_id=event_id, outcome=outcome, fault=fault)


def fault_of(error: Exception) -> str:
    """A code for people: never words of Stripe or of the database."""
    if isinstance(error, PaymentsFailed):
        return str(error) or "no_answer"
    return error.code if isinstance(error, MarketplaceError) else type(error).__name__
