"""Password hashing: argon2id at OWASP's parameters."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    return _HASHER.hash(_normal(password))


def password_matches(hashed: str | None, password: str) -> bool:
    """Whether the password is right; takes as long for a user that does not exist (None)."""
    try:
        return _HASHER.verify(hashed or _NOBODY, _normal(password)) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    """The same text however a keyboard composed it (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
