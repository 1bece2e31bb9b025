"""Technical copies of use for a while only are deleted: keys, sent mails, Stripe's events."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import IdempotencyKey, MailMessage, StripeEvent

KEYS_FOR = timedelta(days=30)
SENT_MAILS_FOR = timedelta(days=30)
STRIPE_EVENTS_FOR = timedelta(days=90)
"The database keeps them for no less (keep_stripe_event)"
REAL_NOW = sa.func.clock_timestamp()
"A key's age does not follow a demo's clock, which jumps"


def forget_old(session: Session) -> None:
    """Delete keys and sent mails after 30 days, events after 90. What law keeps: `delete_due`."""
    for kind, moment, age in (
        (IdempotencyKey, IdempotencyKey.created_at, KEYS_FOR),
        (MailMessage, MailMessage.sent_at, SENT_MAILS_FOR),
        (StripeEvent, StripeEvent.received_at, STRIPE_EVENTS_FOR),
    ):
        session.execute(sa.delete(kind).where(moment < REAL_NOW - age))
