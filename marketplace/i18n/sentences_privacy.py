"""Sentences about personal data, how long records are kept, and identity numbers."""

from __future__ import annotations

PRIVACY: dict[str, tuple[str, str]] = {
    "identity_number_unreadable": (
        "证件号码无法解密：密钥不符或数据已被移动。",
        "The identity number cannot be decrypted: the key is another or it was moved.",
    ),
}
