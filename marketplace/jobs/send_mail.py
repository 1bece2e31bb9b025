"""Job: send one mail of the outbox; safe to run again."""

from __future__ import annotations

import logging
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.models import MailMessage
from marketplace.runtime import Runtime

log = logging.getLogger(__name__)


def send_mail(runtime: Runtime, *, message_id: str) -> None:
    """Send the mail unless it was sent; without an SMTP setting it stays in the outbox.

    A crash between sending and noting it sends again, under the same Message-ID. Raises OSError,
    upon which the queue tries again later.
    """
    wanted = UUID(message_id)
    with runtime.database.single_statements() as session:
        mail = session.get(MailMessage, wanted)
    if mail is None or mail.sent_at is not None:
        return
    if runtime.config.smtp_url is None:
        log.info("mail_left_in_outbox", extra={"message_id": message_id})
        return
    runtime.mailer.send(
        message_id=wanted, recipient=mail.recipient, subject=mail.subject, body=mail.body
    )
    with runtime.database.unit_of_work() as session:
        session.get_one(MailMessage, wanted).sent_at = now_of(session)
