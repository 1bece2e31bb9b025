"""The plan of an activation, its tests, and the end of a term."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.activation import (
    days_late,
    judge_test,
    last_day,
    planned_days,
    reminder_due,
)

DAYS = st.dates(date(2024, 1, 1), date(2040, 1, 1))


def test_the_steps_are_spread_over_the_delivery_days():
    planned = planned_days(date(2026, 12, 1), 30)

    assert [day.isoformat() for day in planned.values()] == [
        "2026-12-07",
        "2026-12-19",
        "2026-12-22",
        "2026-12-28",
        "2026-12-31",
    ]


@given(DAYS, st.integers(0, 400))
def test_the_steps_are_due_in_order_and_end_on_the_promised_day(start, days):
    planned = list(planned_days(start, days).values())

    assert planned == sorted(planned)
    assert start <= planned[0] and planned[-1] == start + timedelta(days=days)


def test_without_a_promise_four_weeks_are_planned():
    assert list(planned_days(date(2026, 12, 1), None).values())[-1] == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("done_on", "today", "late"), [(None, 10, 0), (None, 11, 1), (10, 20, 0), (13, 20, 3)]
)
def test_a_step_is_late_from_the_day_after_it_was_due(done_on, today, late):
    done = None if done_on is None else date(2026, 12, done_on)

    assert days_late(date(2026, 12, 10), done, date(2026, 12, today)) == late


@pytest.mark.parametrize(
    ("rtt_us", "mbps", "passed"),
    [(30_000, 100, True), (30_001, 100, False), (30_000, 99, False)],
)
def test_a_test_passes_within_promise_and_bandwidth(rtt_us, mbps, passed):
    assert judge_test(rtt_us, mbps, promised_rtt_us=30_000, mbps=100).passed is passed


def test_without_a_promise_only_the_bandwidth_is_judged():
    assert judge_test(900_000, 100, promised_rtt_us=None, mbps=100).passed


@pytest.mark.parametrize(
    ("live_on", "months", "last"),
    [
        ("2027-01-01", 12, "2027-12-31"),
        ("2027-03-15", 24, "2029-03-14"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-28"),
        ("2027-01-31", 1, "2027-02-28"),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(live_on, months, last):
    assert last_day(date.fromisoformat(live_on), months) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("left", "reminder"),
    [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (0, 30), (-1, None)],
)
def test_the_renewal_is_brought_to_mind_90_60_and_30_days_before(left, reminder):
    today = date(2027, 5, 5)

    assert reminder_due(today + timedelta(days=left), today) == reminder


@pytest.mark.parametrize(("loss_ppm", "passed"), [(None, True), (10_000, True), (10_001, False)])
def test_a_line_that_loses_more_than_one_packet_in_a_hundred_fails(loss_ppm, passed):
    assert judge_test(100, 10, loss_ppm, promised_rtt_us=None, mbps=10).passed is passed
