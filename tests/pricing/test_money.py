from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.money import MAX_MINOR, discounted

RATES = st.fractions(0, 10_000, max_denominator=10**6)


def test_a_half_fen_is_rounded_up():
    assert discounted(5, 1000) == 5
    assert discounted(15, 9000) == 2


def test_just_under_a_half_is_rounded_down():
    assert discounted(5, 1001) == 4


def test_a_rate_may_be_a_fraction():
    assert discounted(10_000, Fraction(4000, 3)) == 8667


@given(st.integers(0, MAX_MINOR), st.integers(0, 10_000))
def test_a_whole_rate_gives_the_price_of_the_format(list_minor, rate):
    assert discounted(list_minor, rate) == (list_minor * (10_000 - rate) + 5000) // 10_000


@given(st.integers(0, MAX_MINOR), RATES)
def test_the_price_is_within_half_a_fen(list_minor, rate):
    exact = list_minor * (10_000 - rate) / 10_000

    assert -Fraction(1, 2) < discounted(list_minor, rate) - exact <= Fraction(1, 2)


@pytest.mark.parametrize(("amount", "rate"), [(-1, 0), (1, -1), (1, 10_001)])
def test_amounts_and_rates_out_of_range_are_refused(amount, rate):
    with pytest.raises(ValueError, match="must"):
        discounted(amount, rate)
