"""Standstill and acceptance run by working days of Shanghai."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marketplace.domain.working_days import (
    LAST_KNOWN_YEAR,
    award_windows,
    calendar_known,
    is_working_day,
    local_day,
    nth_working_day_after,
    windows_after_stop,
    working_days_between,
)
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


@pytest.mark.parametrize("day", range(1, 8))
def test_national_day_week_is_free(day):
    assert not is_working_day(date(2026, 10, day))


@pytest.mark.parametrize("day", range(15, 24))
def test_spring_festival_is_free(day):
    assert not is_working_day(date(2026, 2, day))


@pytest.mark.parametrize(("month", "day"), [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])
def test_make_up_days_on_weekends_are_worked(month, day):
    made_up = date(2026, month, day)

    assert made_up.weekday() >= 5
    assert is_working_day(made_up)


def test_a_standstill_before_national_day_ends_after_it():
    # Published on Tuesday 29 September: 30 September, 8 and 9 October; then the made-up Saturday.
    windows = award_windows(utc(2026, 9, 29, 2), 3, 1)

    assert windows.standstill_ends_on == date(2026, 10, 9)
    assert windows.acceptance_ends_on == date(2026, 10, 10)


def test_a_standstill_before_spring_festival_counts_the_made_up_saturday():
    windows = award_windows(utc(2026, 2, 12, 2), 3, 5)

    assert windows.standstill_ends_on == date(2026, 2, 24)
    assert windows.acceptance_ends_on == date(2026, 3, 2)


def test_a_year_without_a_published_calendar_says_so():
    assert calendar_known(date(LAST_KNOWN_YEAR, 12, 31))
    assert not calendar_known(date(LAST_KNOWN_YEAR + 1, 1, 1))


def test_a_year_without_a_published_calendar_runs_monday_to_friday():
    first = date(LAST_KNOWN_YEAR + 1, 1, 1)
    year = [first + timedelta(days=n) for n in range(365)]

    assert [is_working_day(day) for day in year] == [day.weekday() < 5 for day in year]


def test_working_days_between_count_both_ends():
    assert working_days_between(date(2026, 10, 9), date(2026, 10, 12)) == 3
    assert working_days_between(date(2026, 10, 1), date(2026, 10, 7)) == 0
    assert working_days_between(date(2026, 10, 9), date(2026, 10, 8)) == 0


# An award of Monday 23 November: standstill to Thursday 26, acceptance to Thursday 3 December.
AWARDED = award_windows(utc(2026, 11, 23, 2), 3, 5)


PUBLISHED = utc(2026, 11, 23, 2)


def stopped(filed, closed, windows=AWARDED, since=PUBLISHED):
    moved = windows_after_stop(windows, running_since=since, stopped_at=filed, resumed_at=closed)
    return moved.standstill_ends_on, moved.acceptance_ends_on


def test_a_stop_on_the_first_day_gives_all_days_again():
    assert stopped(utc(2026, 11, 24, 2), utc(2026, 11, 24, 3)) == (
        date(2026, 11, 27),
        date(2026, 12, 4),
    )


def test_a_stop_on_the_day_of_publication_leaves_no_more_than_the_whole_standstill():
    assert stopped(utc(2026, 11, 23, 3), utc(2026, 11, 23, 9))[0] == date(2026, 11, 26)


def test_a_stop_in_the_last_second_gives_the_last_day_again():
    last = AWARDED.acceptance_opens_at - timedelta(seconds=1)

    assert stopped(last, utc(2026, 11, 30, 2)) == (date(2026, 12, 1), date(2026, 12, 8))


def test_days_passed_before_the_stop_do_not_run_again():
    # Filed on Wednesday 25, closed on Friday 27: two days left, from Monday 30.
    assert stopped(utc(2026, 11, 25, 2), utc(2026, 11, 27, 2))[0] == date(2026, 12, 1)


def test_the_day_of_filing_is_shanghais():
    late, next_day = utc(2026, 11, 24, 15, 59), utc(2026, 11, 24, 16)

    ends = [stopped(filed, utc(2026, 11, 26, 2))[0] for filed in (late, next_day)]

    assert ends == [date(2026, 12, 1), date(2026, 11, 30)]


def test_a_second_stop_on_the_day_the_clock_ran_on_takes_no_day():
    filed, closed = utc(2026, 11, 25, 2), utc(2026, 11, 27, 2)
    moved = windows_after_stop(
        AWARDED, running_since=PUBLISHED, stopped_at=filed, resumed_at=closed
    )

    again = stopped(utc(2026, 11, 27, 3), utc(2026, 11, 27, 4), moved, since=closed)

    assert again == (moved.standstill_ends_on, moved.acceptance_ends_on)
