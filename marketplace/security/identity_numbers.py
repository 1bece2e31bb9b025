"""Identity numbers of people at rest: encrypted, shown masked, given out by one way only.

Each number is encrypted with ChaCha20-Poly1305 under a key of its own, derived from the
platform's sealing key. `context` (what the number is of, such as `b"archive" + id.bytes`) is
authenticated: a number that is moved to another row does not open there. Whoever opens one notes
it with `services.note_reading`.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from marketplace.errors import Conflict

SALT = 16
NONCE = bytes(12)
"every derived key encrypts one number, so the nonce may stand still"
SHOWN_FIRST, SHOWN_LAST, LONG_ENOUGH = 3, 4, 12
"A long number shows its first 3 and last 4 characters, a shorter one its last 2, or nothing"


def encrypt_number(number: str, sealing_key: str, context: bytes) -> bytes:
    """What is stored of an identity number; another text each time."""
    salt = os.urandom(SALT)
    sealed = ChaCha20Poly1305(_key(sealing_key, salt)).encrypt(NONCE, number.encode(), context)
    return salt + sealed


def decrypt_number(stored: bytes, sealing_key: str, context: bytes) -> str:
    """The number; raises Conflict (identity_number_unreadable) under another key or context."""
    salt, sealed = stored[:SALT], stored[SALT:]
    try:
        return ChaCha20Poly1305(_key(sealing_key, salt)).decrypt(NONCE, sealed, context).decode()
    except InvalidTag:
        raise Conflict("identity_number_unreadable") from None


def masked(number: str) -> str:
    """The number as pages, API and documents show it: 310***********1234."""
    if len(number) >= LONG_ENOUGH:
        hidden = len(number) - SHOWN_FIRST - SHOWN_LAST
        return number[:SHOWN_FIRST] + "*" * hidden + number[-SHOWN_LAST:]
    shown = 2 if len(number) > 6 else 0
    return "*" * (len(number) - shown) + number[len(number) - shown :]


def _key(sealing_key: str, salt: bytes) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"identity number")
    return derivation.derive(bytes.fromhex(sealing_key))
