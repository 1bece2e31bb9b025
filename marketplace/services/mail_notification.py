"""The mail of a notification, in its reader's language; a job puts each into the outbox once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.working_days import SHANGHAI
from marketplace.i18n.mails import mail
from marketplace.i18n.notices import notice
from marketplace.models import Notification, User
from marketplace.ports import JobQueue
from marketplace.services.write_mail import write_mail

AT_ONCE = 500
"in one sweep; the next one comes in seconds"


def find_unmailed(session: Session) -> Sequence[UUID]:
    """Notifications without a mail, the oldest first."""
    query = sa.select(Notification.id).where(Notification.mailed_at.is_(None))
    return session.scalars(query.order_by(Notification.created_at).limit(AT_ONCE)).all()


def mail_notification(
    session: Session, *, notification_id: UUID, base_url: str, jobs: JobQueue, now: datetime
) -> None:
    """Write the mail unless another worker did; what was read meanwhile needs none."""
    found = session.execute(
        sa.select(Notification, User)
        .join(User, User.id == Notification.user_id)
        .where(Notification.id == notification_id, Notification.mailed_at.is_(None))
        .with_for_update(of=Notification, skip_locked=True)
    ).one_or_none()
    if found is None:
        return
    told, reader = found
    told.mailed_at = now
    if told.read_at is not None or not reader.active:
        return
    subject, body = notice_mail(told, reader, base_url)
    write_mail(session, recipient=reader.email, subject=subject, body=body, jobs=jobs, now=now)


def notice_mail(told: Notification, reader: User, base_url: str) -> tuple[str, str]:
    """Subject and body, with the due time and the page to act on."""
    subject, text = notice(told.event, told.params, reader.locale, told.due_at)
    due = due_text(told.due_at, reader.locale) if told.due_at else ""
    return mail(
        "notification",
        reader.locale,
        subject=subject,
        name=reader.name,
        text=text,
        due=f"{due}\n" if due else "",
        link=base_url + told.path,
    )


def due_text(due_at: datetime, locale: str) -> str:
    """Until when to act, in Shanghai time."""
    local = due_at.astimezone(SHANGHAI)
    if locale == "zh":
        return f"截止时间：{local:%Y-%m-%d %H:%M}（上海时间）"
    return f"Due: {local:%Y-%m-%d %H:%M} (Shanghai time)"
