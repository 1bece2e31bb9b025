"""Identity numbers lie encrypted, open only where they belong, and are shown masked."""

from __future__ import annotations

import pytest

from marketplace.errors import Conflict
from marketplace.security.identity_numbers import decrypt_number, encrypt_number, masked

KEY, NUMBER = "5e" * 32, "310115199001011234"


def test_a_number_comes_back_under_its_key_and_context():
    assert decrypt_number(encrypt_number(NUMBER, KEY, b"a"), KEY, b"a") == NUMBER


def test_the_stored_text_tells_nothing_and_differs_each_time():
    one, other = (encrypt_number(NUMBER, KEY, b"a") for _ in range(2))

    assert NUMBER.encode() not in one
    assert one != other


@pytest.mark.parametrize(("key", "context"), [("ab" * 32, b"a"), (KEY, b"b")])
def test_a_number_does_not_open_elsewhere(key, context):
    with pytest.raises(Conflict) as refused:
        decrypt_number(encrypt_number(NUMBER, KEY, b"a"), key, context)

    assert refused.value.code == "identity_number_unreadable"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (NUMBER, "310***********1234"),
        ("E12345678", "*******78"),
        ("123456", "******"),
        ("", ""),
    ],
)
def test_a_number_is_shown_masked(number, shown):
    assert masked(number) == shown
