"""Width: sums stay whole however large, and every rounding goes down for the bound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.award.proof.exact import (
    SAFE,
    TooWide,
    bound_down,
    bound_up,
    credit_down,
    credit_up,
    distinct,
    exact_sum,
    scale_for,
    shift_for,
    sum_of,
)
from pricing.money import MAX_MINOR

AMOUNTS = st.lists(st.integers(0, MAX_MINOR), min_size=1, max_size=6)
MULTIPLIERS = st.integers(0, 2**57)
SHIFTS = st.integers(0, 50)


@given(st.lists(st.integers(-(2**60), 2**60), max_size=7))
def test_a_sum_is_exact_beyond_64_bits(values):
    assert exact_sum(np.array(values, dtype=np.int64)) == sum(values)


@given(st.lists(st.tuples(st.integers(0, 2**60), st.booleans()), max_size=9))
def test_a_sum_of_some_values_is_exact_beyond_64_bits(rows):
    values = np.array([value for value, _ in rows], dtype=np.int64)
    flags = np.array([flag for _, flag in rows], dtype=np.bool_)

    assert sum_of(values, flags, exact_sum(values)) == sum(value for value, flag in rows if flag)


@given(st.lists(st.integers(-3, 3), max_size=9))
def test_different_numbers_come_once_each_in_order(numbers):
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))


@given(MULTIPLIERS, AMOUNTS, SHIFTS)
def test_credits_of_a_needed_volume_are_at_least_what_it_is_worth(multiplier, amounts, shift):
    if multiplier * sum(amounts) >> shift < SAFE:
        credit = credit_up(multiplier, np.array(amounts), shift)

        assert exact_sum(credit) >= bound_down(multiplier, sum(amounts), shift)


@given(MULTIPLIERS, AMOUNTS, SHIFTS)
def test_charges_of_a_scarce_volume_are_at_most_what_it_is_worth(multiplier, amounts, shift):
    if multiplier * sum(amounts) >> shift < SAFE:
        charge = credit_down(multiplier, np.array(amounts), shift)

        assert exact_sum(charge) <= bound_up(multiplier, sum(amounts), shift)


@given(MULTIPLIERS, AMOUNTS, SHIFTS)
def test_a_credit_is_rounded_by_less_than_one_part(multiplier, amounts, shift):
    if multiplier * max(amounts) >> shift < SAFE:
        up = credit_up(multiplier, np.array(amounts), shift)
        down = credit_down(multiplier, np.array(amounts), shift)

        for amount, high, low in zip(amounts, up.tolist(), down.tolist(), strict=True):
            assert (high << shift) - multiplier * amount in range(1 << shift)
            assert multiplier * amount - (low << shift) in range(1 << shift)


@pytest.mark.parametrize(
    ("total", "scale"), [(1, 2**16), (2**37 - 1, 2**16), (2**37, 2**15), (2**53 - 1, 1)]
)
def test_the_scale_keeps_totals_below_2_to_the_53_parts(total, scale):
    assert scale_for(total) == scale
    assert total * scale < 2**53


def test_totals_of_2_to_the_53_fen_are_too_wide():
    with pytest.raises(TooWide):
        scale_for(2**53)


@pytest.mark.parametrize(("largest", "shift"), [(0, 0), (1, 0), (1023, 0), (1024, 1), (10**9, 20)])
def test_a_multiplier_is_finer_the_larger_the_amounts(largest, shift):
    assert shift_for(np.array([largest])) == shift
