"""Somebody asks to reset a password: the user, if there is one, gets a link by mail."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.i18n.mails import mail
from marketplace.models import User
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.reset_links import reset_token
from marketplace.services.write_mail import write_mail


def request_password_reset(
    session: Session, *, email: str, base_url: str, secret_key: str, jobs: JobQueue, now: datetime
) -> None:
    """Write the mail and enqueue its sending; for an unknown or inactive user nothing."""
    user = session.scalars(sa.select(User).where(User.email == email, User.active)).one_or_none()
    if user is None:
        return
    token = reset_token(user, secret_key=secret_key, now=now)
    link = f"{base_url}/reset/{token}"
    subject, body = mail("password_reset", user.locale, name=user.name, link=link)
    write_mail(session, recipient=email, subject=subject, body=body, jobs=jobs, now=now)
    record(session, user, "ask_password_reset", by=None, now=now)
