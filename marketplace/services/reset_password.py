"""A user sets a new password with the link from the mail."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.errors import invalid
from marketplace.models import User
from marketplace.models.audit import record
from marketplace.security.passwords import hash_password
from marketplace.security.reset_links import is_good, user_id_in
from marketplace.services.revoke_token import revoke_all_tokens
from marketplace.services.sign_up import identity_of


def reset_password(
    session: Session, *, token: str, password: str, secret_key: str, now: datetime
) -> User:
    """The user with the new password; page sessions and API tokens of the user have ended.

    Raises Invalid for a token that is not ours, too old, or used before.
    """
    user_id = user_id_in(token, secret_key=secret_key)
    query = sa.select(User).where(User.id == user_id, User.active)
    query = query.options(joinedload(User.organisation)).with_for_update(of=User)
    user = session.scalars(query).one_or_none()
    if user is None or not is_good(token, user, secret_key=secret_key, now=now):
        raise invalid("/token", "reset_token_not_good")
    user.password = hash_password(password)
    user.fs_uniquifier = uuid4().hex
    revoke_all_tokens(session, user_id=user.id, now=now)
    by = identity_of(user, user.organisation)
    record(session, user, "reset_password", by=by, now=now)
    return user
