"""What a line owes, day by day: anchored on the activation, to the fen, to the end of the term."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.activation import last_day
from marketplace.domain.line_schedule import ONE_OFF, periods, scheduled_items
from pricing.terms import vat

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
AMOUNTS = st.integers(0, 10**9)


def items(live_on, months=3, one_off=800_000, first=200_001, monthly=200_000):
    return scheduled_items(
        live_on,
        months,
        one_off_minor=one_off,
        first_month_minor=first,
        monthly_minor=monthly,
        vat_bps=900,
    )


def test_the_one_off_is_due_at_the_activation_and_months_follow():
    found = items(date(2026, 11, 20))

    assert [(one.number, one.from_on, one.to_on) for one in found] == [
        (ONE_OFF, date(2026, 11, 20), date(2026, 11, 20)),
        (1, date(2026, 11, 20), date(2026, 12, 19)),
        (2, date(2026, 12, 20), date(2027, 1, 19)),
        (3, date(2027, 1, 20), date(2027, 2, 19)),
    ]
    assert [one.net_minor for one in found] == [800_000, 200_001, 200_000, 200_000]
    assert [one.vat_minor for one in found] == [72_000, 18_000, 18_000, 18_000]


@pytest.mark.parametrize(
    ("live_on", "ends"),
    [
        (date(2027, 1, 31), [(2, 28), (3, 30), (4, 30), (5, 30)]),
        (date(2027, 1, 30), [(2, 28), (3, 29), (4, 29), (5, 29)]),
        (date(2028, 1, 31), [(2, 29), (3, 30), (4, 30), (5, 30)]),
        (date(2027, 3, 1), [(3, 31), (4, 30), (5, 31), (6, 30)]),
    ],
)
def test_a_month_without_the_day_ends_with_the_month(live_on, ends):
    assert [(to.month, to.day) for _, _, to in periods(live_on, 4)] == ends


def test_vat_is_rounded_half_up_for_each_payment_by_itself():
    found = items(date(2026, 1, 1), months=2, one_off=50, first=150, monthly=250)

    assert [one.vat_minor for one in found] == [5, 14, 23]


def test_what_costs_nothing_is_no_payment():
    assert [one.number for one in items(date(2026, 1, 1), one_off=0, monthly=0)] == [1]


@given(DAYS, st.integers(1, 60), AMOUNTS, AMOUNTS, AMOUNTS)
def test_no_day_is_left_out_or_counted_twice_and_the_sums_are_the_price(
    live_on, months, one_off, first, monthly
):
    found = items(live_on, months, one_off, first, monthly)
    spans = list(periods(live_on, months))

    assert sum(one.net_minor for one in found) == one_off + first + monthly * (months - 1)
    assert all(one.vat_minor == vat(one.net_minor, 900) for one in found)
    assert spans[0][1] == live_on and spans[-1][2] == last_day(live_on, months)
    assert all(later[1] == sooner[2] + timedelta(days=1) for sooner, later in pairwise(spans))
