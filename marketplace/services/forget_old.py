"""What is only of use for a while is deleted: idempotency keys, failed log-ins, sent mails."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import IdempotencyKey, LoginFailure, MailMessage

KEYS_FOR = timedelta(days=30)
FAILURES_FOR = timedelta(days=1)
SENT_MAILS_FOR = timedelta(days=30)
REAL_NOW = sa.func.clock_timestamp()
"A key's age does not follow a demo's clock, which jumps"


def forget_old(session: Session) -> None:
    """Delete keys and sent mails after 30 days, failed log-ins after one."""
    for kind, moment, age in (
        (IdempotencyKey, IdempotencyKey.created_at, KEYS_FOR),
        (LoginFailure, LoginFailure.at, FAILURES_FOR),
        (MailMessage, MailMessage.sent_at, SENT_MAILS_FOR),
    ):
        session.execute(sa.delete(kind).where(moment < REAL_NOW - age))
