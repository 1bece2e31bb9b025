"""Reads of a user's own notifications."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import Notification, User
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


UNREAD = (
    sa.select(sa.func.count())
    .where(Notification.user_id == User.id, Notification.read_at.is_(None))
    .correlate(User)
    .scalar_subquery()
)
"How many a user has not read: one index read, for the bell on every page"
