"""API tokens end before their time: one by its user, all of a user with the password."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import ApiToken
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def revoke_token(
    session: Session, *, token_id: UUID, identity: Identity, now: datetime
) -> ApiToken:
    """The caller's own token, ended now; one that has ended stays as it is. Raises NotFound."""
    require(Permission.ACCOUNT_MANAGE, identity)
    query = sa.select(ApiToken).where(ApiToken.id == token_id).with_for_update()
    token = session.scalars(query).one_or_none()
    if token is None or token.user_id != identity.user_id:
        raise NotFound()
    if token.revoked_at is None:
        token.revoked_at = now
        record(session, token, "revoke", by=identity, now=now)
    return token


def revoke_all_tokens(session: Session, *, user_id: UUID, now: datetime) -> None:
    """End every live token of the user."""
    live = (ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    session.execute(sa.update(ApiToken).where(*live).values(revoked_at=now))
