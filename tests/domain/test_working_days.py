"""Standstill and acceptance run by working days of Shanghai."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.domain.working_days import award_windows, local_day, nth_working_day_after
from tests.factories.instants import utc

FRIDAY = date(2026, 11, 27)


def test_the_first_day_does_not_count():
    assert nth_working_day_after(date(2026, 11, 23), 1) == date(2026, 11, 24)


def test_weekends_do_not_count():
    assert nth_working_day_after(FRIDAY, 3) == date(2026, 12, 2)


@pytest.mark.parametrize("day", [28, 29])
def test_a_weekend_day_starts_like_the_friday_before(day):
    assert nth_working_day_after(date(2026, 11, day), 1) == date(2026, 11, 30)


def test_windows_end_at_midnight_in_shanghai():
    windows = award_windows(utc(2026, 11, 23, 2), 3, 5)

    assert windows.acceptance_opens_at == utc(2026, 11, 26, 16)
    assert windows.acceptance_due_at == utc(2026, 12, 3, 16)


def test_the_day_is_shanghais():
    assert local_day(utc(2026, 11, 23, 16)) == date(2026, 11, 24)


def test_an_award_late_at_night_in_shanghai_counts_from_that_day():
    late = award_windows(utc(2026, 11, 23, 15, 59), 3, 5)
    next_day = award_windows(utc(2026, 11, 23, 16, 0), 3, 5)

    assert (next_day.acceptance_opens_at - late.acceptance_opens_at).days == 1
