"""A user has read a notification, or all of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import Notification
from marketplace.security.identity import Identity
from marketplace.services.find_notifications import own_notifications


def read_notification(
    session: Session, *, notification_id: UUID, identity: Identity, now: datetime
) -> Notification:
    """Mark one of the caller's own as read; a second time changes nothing. Raises NotFound."""
    wanted = own_notifications(identity).where(Notification.id == notification_id)
    told = session.scalars(wanted.with_for_update()).one_or_none()
    if told is None:
        raise NotFound()
    told.read_at = told.read_at or now
    return told


def read_all_notifications(session: Session, *, identity: Identity, now: datetime) -> int:
    """Mark all of the caller's own as read; how many there were."""
    done = session.execute(
        sa.update(Notification)
        .where(Notification.user_id == identity.user_id, Notification.read_at.is_(None))
        .values(read_at=now)
        .returning(Notification.id)
    )
    return len(done.all())
