"""Name, language and activity of a user are changed by a colleague or the user."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.errors import Conflict, Forbidden
from marketplace.models import User
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

CHANGEABLE = ("name", "locale", "active")


def change_user(
    session: Session, *, user: User, changes: dict[str, Any], identity: Identity, now: datetime
) -> User:
    """The user with the changes made.

    Raises Forbidden, Conflict (own_account_stays_active, user_anonymised).
    """
    require(Permission.ACCOUNT_MANAGE, identity)
    if not identity.is_of(user.organisation_id):
        raise Forbidden()
    if user.id == identity.user_id and changes.get("active") is False:
        raise Conflict("own_account_stays_active")
    changed = sorted(n for n in CHANGEABLE if n in changes and getattr(user, n) != changes[n])
    if user.anonymised_at is not None and changed:
        raise Conflict("user_anonymised")
    for name in changed:
        setattr(user, name, changes[name])
    if "active" in changed:
        user.deactivated_at = None if user.active else now
    if changed:
        record(session, user, "change", by=identity, now=now, changed=changed)
    return user
