"""Sealed quotes: a key pair per RFQ; envelopes of equal size; the key given out only once due.

An envelope is an ephemeral X25519 public key and a ChaCha20-Poly1305 ciphertext of the padded
document. The RFQ's private key lies encrypted under the platform's sealing key; `private_key`
gives it out only when `now` has reached the due time.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from marketplace.errors import Conflict, TooEarly, invalid

OVERHEAD = 32 + 16
"ephemeral public key and authentication tag"
NONCE = bytes(12)
"every derived key encrypts one message, so the nonce may stand still"


def new_key_pair(sealing_key: str, rfq_id: bytes) -> tuple[bytes, bytes]:
    """A fresh public key and its private key, encrypted under the platform's sealing key."""
    private = X25519PrivateKey.generate()
    salt = os.urandom(16)
    wrap = derived(bytes.fromhex(sealing_key), salt, b"rfq private key" + rfq_id)
    sealed = salt + ChaCha20Poly1305(wrap).encrypt(NONCE, private.private_bytes_raw(), rfq_id)
    return private.public_key().public_bytes_raw(), sealed


def private_key(
    private_key_sealed: bytes, sealing_key: str, rfq_id: bytes, *, due_at: datetime, now: datetime
) -> X25519PrivateKey:
    """The RFQ's private key, once due; raises TooEarly before. The only way to it."""
    if now < due_at:
        raise TooEarly(opens_at=due_at.isoformat())
    salt, sealed = private_key_sealed[:16], private_key_sealed[16:]
    wrap = derived(bytes.fromhex(sealing_key), salt, b"rfq private key" + rfq_id)
    try:
        raw = ChaCha20Poly1305(wrap).decrypt(NONCE, sealed, rfq_id)
    except InvalidTag:
        raise Conflict("sealing_key_wrong") from None
    return X25519PrivateKey.from_private_bytes(raw)


def seal(public_key: bytes, document: dict[str, Any] | None, size: int, context: bytes) -> bytes:
    """An envelope of `size` bytes, the same for None (an empty one). Refuses what is too big.

    `context` (RFQ and carrier) is authenticated: an envelope opens only in its own place.
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    plain = padded(text, size - OVERHEAD)
    ephemeral = X25519PrivateKey.generate()
    mine = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    key = derived(shared, mine + public_key, b"sealed quote")
    return mine + ChaCha20Poly1305(key).encrypt(NONCE, plain, context)


def unseal(private: X25519PrivateKey, envelope: bytes, context: bytes) -> dict[str, Any] | None:
    """The document of an envelope, None for an empty one; raises Conflict if it was changed."""
    theirs = envelope[:32]
    shared = private.exchange(X25519PublicKey.from_public_bytes(theirs))
    mine = private.public_key().public_bytes_raw()
    key = derived(shared, theirs + mine, b"sealed quote")
    try:
        plain = ChaCha20Poly1305(key).decrypt(NONCE, envelope[32:], context)
    except InvalidTag:
        raise Conflict("envelope_changed") from None
    document: dict[str, Any] | None = json.loads(unpadded(plain))
    return document


def padded(text: bytes, size: int) -> bytes:
    """Its length, the text, and zeros up to `size` bytes; refuses what is too big."""
    room = size - 4
    if len(text) > room:
        raise invalid("", "quote_too_large", most=room)
    return struct.pack(">I", len(text)) + text + bytes(room - len(text))


def unpadded(plain: bytes) -> bytes:
    """The text that was padded."""
    (length,) = struct.unpack(">I", plain[:4])
    return plain[4 : 4 + length]


def fingerprint(envelope: bytes) -> str:
    """SHA-256 of an envelope in hex: the carrier's receipt, published at the opening."""
    return hashlib.sha256(envelope).hexdigest()


def derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """A key of 32 bytes for one use."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)
