"""Reads of a user's own notifications."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Notification
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def own_notifications(identity: Identity, *, unread: bool = False) -> sa.Select[Notification]:
    """The caller's own, newest first; with `unread` only those not read yet."""
    require(Permission.ACCOUNT_READ, identity)
    query = sa.select(Notification).where(Notification.user_id == identity.user_id)
    if unread:
        query = query.where(Notification.read_at.is_(None))
    return query.order_by(Notification.created_at.desc(), Notification.id)


def count_unread(session: Session, user_id: UUID) -> int:
    """One index read, for the bell on every page; `user_id` is whom the session belongs to."""
    unread = sa.select(sa.func.count()).where(
        Notification.user_id == user_id, Notification.read_at.is_(None)
    )
    return session.execute(unread).scalar_one()
