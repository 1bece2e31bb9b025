"""Reads of API tokens: a user's own."""

from __future__ import annotations

import sqlalchemy as sa

from marketplace.models import ApiToken
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def own_tokens(identity: Identity) -> sa.Select[ApiToken]:
    """The caller's tokens, newest first, ended ones too."""
    require(Permission.ACCOUNT_READ, identity)
    query = sa.select(ApiToken).where(ApiToken.user_id == identity.user_id)
    return query.order_by(ApiToken.created_at.desc(), ApiToken.id)
