"""Amounts in Chinese capital characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.amount_in_words import DIGITS, amount_in_words

UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (12, "壹角贰分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (1_000, "壹拾元整"),
        (101_050, "壹仟零壹拾元伍角整"),
        (10_001_000, "壹拾万零壹拾元整"),
        (24_100_000, "贰拾肆万壹仟元整"),
        (26_269_000, "贰拾陆万贰仟陆佰玖拾元整"),
        (160_000_000, "壹佰陆拾万元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_001, "壹亿元零壹分"),
        (10_700_009_053, "壹亿零柒佰万零玖拾元伍角叁分"),
        (100_000_000_000_000, "壹万亿元整"),
    ],
)
def test_amounts_are_written_as_on_invoices(minor, words):
    assert amount_in_words(minor) == f"人民币{words}"


@given(st.integers(0, 10**15))
def test_the_words_read_back_to_the_amount(minor):
    assert read_back(amount_in_words(minor)) == minor


def test_a_negative_amount_has_no_words():
    with pytest.raises(ValueError, match="negative"):
        amount_in_words(-1)


def read_back(words: str) -> int:
    """The amount in fen, by another way than it was written."""
    text = words.removeprefix("人民币").removesuffix("整")
    yuan, _, rest = text.rpartition("元") if "元" in text else ("", "", text)
    fen = 0
    for unit, worth in (("角", 10), ("分", 1)):
        if unit in rest:
            before, _, rest = rest.partition(unit)
            fen += DIGITS.index(before[-1]) * worth
    return number(yuan) * 100 + fen


def number(text: str) -> int:
    for name, worth in (("亿", 10**8), ("万", 10**4)):
        if name in text:
            high, _, low = text.rpartition(name)
            return number(high) * worth + number(low)
    total = digit = 0
    for character in text:
        if character in UNITS:
            total, digit = total + digit * UNITS[character], 0
        else:
            digit = DIGITS.index(character)
    return total + digit
