import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.money import discounted
from pricing.terms import Schedule, line_price, schedule, vat

CHARGES = st.integers(0, 10**12)


def test_a_line_costs_its_one_off_and_every_month():
    assert line_price(500, 100, 36) == 4100


def test_the_first_month_takes_the_remainder():
    assert schedule(500, 100, 36, 333) == Schedule(483, 120, 96, 36, 3963)


def test_without_discount_the_schedule_is_the_quote():
    assert schedule(500, 100, 36, 0) == Schedule(500, 100, 100, 36, 4100)


@given(CHARGES, CHARGES, st.integers(1, 120), st.fractions(0, 10_000, max_denominator=999))
def test_the_parts_sum_to_the_discounted_price(one_off, monthly, months, rate):
    plan = schedule(one_off, monthly, months, rate)

    paid = plan.one_off_minor + plan.first_month_minor + plan.monthly_minor * (months - 1)
    assert paid == plan.total_minor == discounted(one_off + monthly * months, rate)


@given(CHARGES, CHARGES, st.integers(1, 120), st.integers(0, 10_000))
def test_no_part_is_negative_and_the_remainder_is_less_than_a_fen_a_month(
    one_off, monthly, months, rate
):
    plan = schedule(one_off, monthly, months, rate)

    assert min(plan.one_off_minor, plan.monthly_minor) >= 0
    assert 0 <= plan.first_month_minor - plan.monthly_minor < months


@pytest.mark.parametrize(("amount", "tax"), [(100, 6), (8, 0), (9, 1), (25, 2), (1000, 60)])
def test_vat_is_rounded_half_up(amount, tax):
    assert vat(amount, 600) == tax


@pytest.mark.parametrize("months", [0, -1])
def test_a_term_has_at_least_a_month(months):
    with pytest.raises(ValueError, match="months"):
        line_price(1, 1, months)


def test_negative_charges_are_refused():
    with pytest.raises(ValueError, match="negative"):
        line_price(-1, 1, 1)
    with pytest.raises(ValueError, match="negative"):
        vat(-1, 600)
