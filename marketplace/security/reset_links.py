"""Password reset tokens: signed, good for an hour, dead once the password has changed."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

from marketplace.models import User

LIFETIME = timedelta(hours=1)
SALT = "password reset"


def reset_token(user: User, *, secret_key: str, now: datetime) -> str:
    """A token for the user's password as it is now."""
    content = [user.id.hex, _fingerprint(user), int(now.timestamp())]
    return URLSafeSerializer(secret_key, salt=SALT).dumps(content)


def user_id_in(token: str, *, secret_key: str) -> UUID | None:
    """The user that a token of ours is for, or None."""
    try:
        return UUID(hex=URLSafeSerializer(secret_key, salt=SALT).loads(token)[0])
    except (BadData, UnicodeError):
        return None


def is_good(token: str, user: User, *, secret_key: str, now: datetime) -> bool:
    """Whether the token (signed by us) is less than an hour old and the password still the same."""
    _, fingerprint, made_at = URLSafeSerializer(secret_key, salt=SALT).loads(token)
    return fingerprint == _fingerprint(user) and now.timestamp() < made_at + LIFETIME.seconds


def _fingerprint(user: User) -> str:
    """Says nothing of the password, and differs after every change of it."""
    return hashlib.sha256(f"{user.fs_uniquifier} {user.password}".encode()).hexdigest()[:24]
