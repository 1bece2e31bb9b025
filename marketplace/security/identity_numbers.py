"""Identity numbers of persons at rest: each encrypted under a key of its own.

As in `sealing`, every key is derived from the platform's by HKDF with a random salt and encrypts
one message. The place of the number (whose, which field) is authenticated: it opens nowhere else.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from marketplace.errors import Conflict
from marketplace.security.sealing import NONCE, derived

SALT = 16
INFO = b"identity number"


def seal_number(number: str, personal_key: str, place: str) -> bytes:
    """The number as it is stored in `place`, such as an organisation's id with a field's name."""
    salt = os.urandom(SALT)
    return salt + _cipher(personal_key, salt).encrypt(NONCE, number.encode(), place.encode())


def open_number(sealed: bytes, personal_key: str, place: str) -> str:
    """The number; raises Conflict when the key, the place or the bytes are others."""
    salt, text = sealed[:SALT], sealed[SALT:]
    try:
        return _cipher(personal_key, salt).decrypt(NONCE, text, place.encode()).decode()
    except InvalidTag:
        raise Conflict("personal_key_wrong") from None


def _cipher(personal_key: str, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derived(bytes.fromhex(personal_key), salt, INFO))
