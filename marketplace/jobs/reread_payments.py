"""Re-read from Stripe what was made there since a time, and record what was lost on the way.

Safe at any time: what is recorded already is recorded no second time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from marketplace.db.session import now_of
from marketplace.domain.payments import PaymentRefused, PaymentsFailed, Seen
from marketplace.domain.reconciling import FAILED, WON
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.record_seen import record_seen

log = logging.getLogger(__name__)


def reread_payments(runtime: Runtime, since: datetime) -> int:
    """How many objects of ours were looked at. Raises PaymentsFailed when Stripe cannot be read."""
    payments = payments_of(runtime)
    return sum(recorded(runtime, seen) for seen in payments.made_since(since))


def reread_named(runtime: Runtime, names: Iterable[str]) -> None:
    """The same for single payments and refunds, by the names of their bookings."""
    payments = payments_of(runtime)
    for name in names:
        try:
            if name.startswith("pi_"):
                recorded(runtime, payments.read_payment(name))
            elif name.startswith("re_"):
                recorded(runtime, payments.read_refund(name.removesuffix(FAILED)))
            elif name.startswith("dp_"):
                recorded(runtime, payments.read_dispute(name.removesuffix(WON)))
        except PaymentRefused:
            log.warning("stripe_object_not_there", extra={"stripe_id": name})


def payments_of(runtime: Runtime) -> Payments:
    """Raises PaymentsFailed `payments_off` without keys."""
    if runtime.payments is None:
        raise PaymentsFailed("payments_off")
    return runtime.payments


def recorded(runtime: Runtime, seen: Seen) -> bool:
    """Whether it is ours; one that cannot be recorded stops none of the others."""
    try:
        with runtime.database.unit_of_work() as session:
            return record_seen(session, seen, now=now_of(session))
    except Exception:
        log.exception("stripe_object_not_recorded", extra={"stripe_id": seen.id})
        return False
