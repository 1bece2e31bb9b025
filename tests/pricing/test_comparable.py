"""Offers in figures that can be compared: by-hand tables and promises for every input."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.money import WHOLE_BPS
from pricing.terms import (
    comparable,
    monthly_equivalent,
    per_mbps_month,
    present_value,
    schedule,
    vat,
    vat_of,
    without_vat,
)

CHARGES = st.integers(0, 10**12)
MONTHS = st.integers(1, 120)
RATES = st.integers(0, 20_000)
PLANS = st.builds(schedule, CHARGES, CHARGES, MONTHS, st.integers(0, WHOLE_BPS))


def half_up(exact):
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


# 12 months of 1000.00 after 6000.00 once; 12 % a year is 1 % a month. By hand:
# 100000 * (1 - 1.01^-12) / 0.01 = 1125507.747..., and 600000 at once.
# 24 months of 500.00: 50000 * (1 - 1.01^-24) / 0.01 = 1062169.363...
BY_HAND = [
    (600_000, 100_000, 12, 1_200, 1_725_508),
    (600_000, 100_000, 12, 0, 1_800_000),
    (0, 50_000, 24, 1_200, 1_062_169),
    (0, 10_100, 1, 1_200, 10_000),
    (100, 0, 36, 1_200, 100),
]


@pytest.mark.parametrize(("one_off", "monthly", "months", "rate", "worth"), BY_HAND)
def test_present_values_worked_by_hand(one_off, monthly, months, rate, worth):
    assert present_value(schedule(one_off, monthly, months, 0), rate) == worth


@pytest.mark.parametrize(
    ("total", "months", "mbps", "a_month", "a_mbps"),
    [(25_300_000, 12, 100, 2_108_333, 21_083), (5, 2, 1, 3, 3), (7, 12, 10, 1, 0), (0, 1, 1, 0, 0)],
)
def test_months_and_mbps_worked_by_hand(total, months, mbps, a_month, a_mbps):
    assert monthly_equivalent(total, months) == a_month
    assert per_mbps_month(total, months, mbps) == a_mbps


def test_an_offer_in_all_its_figures():
    figures = comparable(schedule(600_000, 100_000, 12, 1000), 100, rate_bps=1_200, vat_bps=900)

    assert figures.total_minor == 1_620_000
    assert (figures.vat_minor, figures.total_with_vat_minor) == (145_800, 1_765_800)
    assert (figures.monthly_equivalent_minor, figures.per_mbps_month_minor) == (135_000, 1_350)
    assert figures.present_value_minor == 1_552_957


def test_a_large_one_off_is_worth_more_today_than_the_same_total_by_the_month():
    at_once, by_month = schedule(120_000, 0, 12, 0), schedule(0, 10_000, 12, 0)

    assert at_once.total_minor == by_month.total_minor
    assert present_value(at_once, 500) > present_value(by_month, 500)


@given(PLANS, RATES)
def test_a_present_value_is_the_exact_sum_rounded_once(plan, rate):
    growth = 1 + Fraction(rate, 12 * WHOLE_BPS)
    exact = plan.one_off_minor + plan.first_month_minor / growth
    exact += sum((plan.monthly_minor / growth**k for k in range(2, plan.months + 1)), Fraction(0))

    assert present_value(plan, rate) == half_up(Fraction(exact))


@given(PLANS, RATES, RATES)
def test_a_present_value_never_rises_with_the_rate_and_is_the_total_at_none(plan, one, two):
    low, high = sorted((one, two))

    assert present_value(plan, high) <= present_value(plan, low) <= plan.total_minor
    assert present_value(plan, 0) == plan.total_minor


@given(CHARGES, RATES)
def test_taking_tax_out_undoes_putting_it_in(net, rate):
    assert without_vat(net + vat(net, rate), rate) == net


@given(PLANS, st.integers(0, 2_000))
def test_the_tax_of_a_schedule_is_that_of_its_invoices(plan, rate):
    invoices = [plan.one_off_minor, plan.first_month_minor]
    invoices += [plan.monthly_minor] * (plan.months - 1)

    assert vat_of(plan, rate) == sum(vat(one, rate) for one in invoices)


@given(st.integers(0, 10**14), MONTHS, st.integers(1, 100_000))
def test_a_price_by_mbps_is_within_half_a_fen_of_the_exact_one(total, months, mbps):
    assert abs(per_mbps_month(total, months, mbps) - Fraction(total, months * mbps)) <= Fraction(
        1, 2
    )


@given(CHARGES, CHARGES, MONTHS, st.integers(1, 100))
def test_a_line_bought_again_costs_the_same_by_month_and_mbps(one_off, monthly, months, times):
    total = one_off + monthly * months

    assert per_mbps_month(total * times, months, 7 * times) == per_mbps_month(total, months, 7)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: per_mbps_month(1, 12, 0),
        lambda: per_mbps_month(1, 0, 1),
        lambda: per_mbps_month(-1, 1, 1),
        lambda: present_value(schedule(1, 1, 1, 0), -1),
        lambda: without_vat(-1, 600),
        lambda: without_vat(1, -1),
    ],
)
def test_senseless_figures_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        wrong()
