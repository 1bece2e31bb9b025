"""Decimal text and stored integers are the same number, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.decimal_text import NotDecimalText, TooManyDecimals, to_text, to_units

UNITS = st.integers(0, 9 * 10**14)
PLACES = st.integers(0, 4)


@given(UNITS, PLACES)
def test_text_reads_back_as_the_same_integer(units, places):
    assert to_units(to_text(units, places), places) == units


@given(UNITS, PLACES)
def test_text_names_the_exact_number(units, places):
    assert Decimal(to_text(units, places)).scaleb(places) == units


@given(st.text())
def test_whatever_is_read_is_what_decimal_reads(text):
    try:
        units = to_units(text, 2)
    except (NotDecimalText, TooManyDecimals):
        return

    assert Decimal(text) * 100 == units


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 5",
        "5 ",
        "1,000",
        "1e3",
        "+5",
        "-5",
        ".5",
        "5.",
        "5.0.0",
        "１２",
        "٣",
        "0x10",
        "1_000",
        "nan",
        "1234567890123456",
        "5\n",
    ],
)
def test_what_is_not_plain_digits_is_refused(text):
    with pytest.raises(NotDecimalText):
        to_units(text, 2)


@pytest.mark.parametrize(("text", "places"), [("1.234", 2), ("1.230", 2), ("1.0", 0)])
def test_more_decimals_than_the_unit_has_are_refused(text, places):
    with pytest.raises(TooManyDecimals):
        to_units(text, places)
