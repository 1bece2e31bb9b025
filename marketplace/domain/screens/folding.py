"""Texts as they are compared: width, case, blanks and punctuation of writing say nothing."""

from __future__ import annotations

import unicodedata

PHONE_DIGITS = 7
"fewer digits are no telephone number"


def folded(text: str) -> str:
    """The text without case, width and anything but letters and digits."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def phone(text: str) -> str:
    """The digits of a telephone number without the country's code; empty: it is none."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdecimal())
    digits = digits.removeprefix("00").removeprefix("86") if len(digits) > 11 else digits
    return digits if len(digits) >= PHONE_DIGITS else ""


def email(text: str) -> str:
    """An address as mail servers mostly compare it."""
    return unicodedata.normalize("NFKC", text).casefold().strip()
