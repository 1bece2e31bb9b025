"""A mail is written with the fact it tells of, and its sending enqueued in the same transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from marketplace.models import MailMessage
from marketplace.ports import JobQueue


def write_mail(
    session: Session, *, recipient: str, subject: str, body: str, jobs: JobQueue, now: datetime
) -> MailMessage:
    """The mail in the outbox; the job `send_mail` sends it once the transaction has committed."""
    message = MailMessage(
        id=uuid4(), recipient=recipient, subject=subject, body=body, created_at=now
    )
    session.add(message)
    session.flush()
    jobs.defer(session, "send_mail", message_id=str(message.id))
    return message
