"""Somebody asks to reset a password: the user, if there is one, gets a link by mail.

At most three an hour: nobody's mailbox is filled by a stranger who knows its address.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.i18n.mails import mail
from marketplace.models import AuditEntry, User
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.reset_links import reset_token
from marketplace.services.write_mail import write_mail

ASKED = "ask_password_reset"
WINDOW = timedelta(hours=1)
MOST_MAILS = 3


def request_password_reset(
    session: Session, *, email: str, base_url: str, secret_key: str, jobs: JobQueue, now: datetime
) -> None:
    """Write the mail and enqueue its sending; for an unknown or inactive user nothing.

    After three mails within an hour nothing either: no answer tells which of these it was.
    """
    query = sa.select(User).where(User.email == email, User.active).with_for_update()
    user = session.scalars(query).one_or_none()
    if user is None or _asked_lately(session, user, now) >= MOST_MAILS:
        return
    token = reset_token(user, secret_key=secret_key, now=now)
    link = f"{base_url}/reset/{token}"
    subject, body = mail("password_reset", user.locale, name=user.name, link=link)
    write_mail(session, recipient=email, subject=subject, body=body, jobs=jobs, now=now)
    record(session, user, ASKED, by=None, now=now)


def _asked_lately(session: Session, user: User, now: datetime) -> int:
    asked = sa.select(sa.func.count()).where(
        AuditEntry.subject == User.audit_subject,
        AuditEntry.subject_id == user.id,
        AuditEntry.event == ASKED,
        AuditEntry.at > now - WINDOW,
    )
    return session.execute(asked).scalar_one()
