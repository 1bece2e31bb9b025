"""Unified social credit codes: right ones pass, every single wrong character is caught."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.uscc import ALPHABET, check_digit, fault_in, normalised

REAL = [
    "91110000600037341L",
    "91110000802100433B",
    "911100007109250324",
    "91440300708461136T",
    "91330100799655058B",
    "91440101327598294H",
]
BODIES = st.text(ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize("code", REAL)
def test_codes_of_real_companies_pass(code):
    assert fault_in(code) is None


@given(BODIES)
def test_codes_of_registrars_that_begin_with_letters_pass_too(body):
    code = "NY" + body[2:]

    assert fault_in(code + check_digit(code)) is None


@given(BODIES, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_caught(body, place, other):
    code = body + check_digit(body)
    wrong = code[:place] + other + code[place + 1 :]

    assert (fault_in(wrong) is None) == (wrong == code)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91110000600037341M", "uscc_check_digit"),
        ("91110000600037314L", "uscc_check_digit"),
        ("9111000060003734", "uscc_length"),
        ("9111000060003734IL", "uscc_alphabet"),
        ("91110000600037341l", "uscc_alphabet"),
        ("９1110000600037341L", "uscc_alphabet"),
    ],
)
def test_each_fault_has_its_name(code, fault):
    assert fault_in(code) == fault


def test_blanks_and_small_letters_are_forgiven_on_entry():
    assert normalised(" 9111 0000 6000 3734 1l ") == "91110000600037341L"
