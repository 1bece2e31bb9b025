"""What is of use for a while only is deleted: keys, sent mails, Stripe's events, old drafts."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import RfqState
from marketplace.models import IdempotencyKey, MailMessage, QuoteDraft, Rfq, StripeEvent
from marketplace.services.keep_line_draft import drop_late_drafts

KEYS_FOR = timedelta(days=30)
SENT_MAILS_FOR = timedelta(days=30)
STRIPE_EVENTS_FOR = timedelta(days=90)
"The database keeps them for no less (keep_stripe_event)"
REAL_NOW = sa.func.clock_timestamp()
"A key's age does not follow a demo's clock, which jumps"


def forget_old(session: Session) -> None:
    """Delete keys and sent mails after 30 days, events after 90, drafts of no more use.

    What law keeps: `delete_due`.
    """
    for kind, moment, age in (
        (IdempotencyKey, IdempotencyKey.created_at, KEYS_FOR),
        (MailMessage, MailMessage.sent_at, SENT_MAILS_FOR),
        (StripeEvent, StripeEvent.received_at, STRIPE_EVENTS_FOR),
    ):
        session.execute(sa.delete(kind).where(moment < REAL_NOW - age))
    drop_late_drafts(session)
    over = sa.select(Rfq.id).where(Rfq.state.not_in([RfqState.QUOTING, RfqState.SHORT]))
    session.execute(sa.delete(QuoteDraft).where(QuoteDraft.rfq_id.in_(over)))
