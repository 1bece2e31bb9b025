"""Drafts of quotes at rest: papers of equal size, encrypted under the platform's sealing key.

A paper opens for its own RFQ and carrier alone; an empty one looks like any other.
"""

from __future__ import annotations

import json
import os
import zlib
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from marketplace.errors import Conflict
from marketplace.security.sealing import NONCE, derived, padded, unpadded

SALT = 16
TAG = 16


def close(sealing_key: str, document: dict[str, Any] | None, size: int, context: bytes) -> bytes:
    """A paper of `size` bytes, the same for None (an empty one); refuses what is too big."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    salt = os.urandom(SALT)
    plain = padded(zlib.compress(text), size - SALT - TAG)
    return salt + _cipher(sealing_key, salt, context).encrypt(NONCE, plain, context)


def read(sealing_key: str, paper: bytes, context: bytes) -> dict[str, Any] | None:
    """The document of a paper, None for an empty one; raises Conflict with another key."""
    salt, closed = paper[:SALT], paper[SALT:]
    try:
        plain = _cipher(sealing_key, salt, context).decrypt(NONCE, closed, context)
    except InvalidTag:
        raise Conflict("sealing_key_wrong") from None
    document: dict[str, Any] | None = json.loads(zlib.decompress(unpadded(plain)))
    return document


def _cipher(sealing_key: str, salt: bytes, context: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derived(bytes.fromhex(sealing_key), salt, b"quote draft" + context))
