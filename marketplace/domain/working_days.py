"""Working days in China: Monday to Friday, by the clock of Asia/Shanghai.

Public holidays and make-up working days (调休) are not known yet; the next issue brings the
calendar of the State Council. Until then a window may run over a holiday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"China has one time zone and no daylight saving"


@dataclass(frozen=True)
class Windows:
    """When acceptance opens (the standstill's end) and when it is due; both in UTC."""

    acceptance_opens_at: datetime
    acceptance_due_at: datetime


def local_day(instant: datetime) -> date:
    """The calendar day in Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def is_working_day(day: date) -> bool:
    return day.weekday() < 5


def nth_working_day_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself is not counted; `day` for 0."""
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def end_of_day(day: date) -> datetime:
    """24:00 of the day in Shanghai, as an instant in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    return midnight.astimezone(UTC)


def award_windows(awarded_at: datetime, standstill_days: int, acceptance_days: int) -> Windows:
    """Standstill (公示期), then acceptance: both end at 24:00 of their last working day.

    The day of publication does not count (Civil Code, art. 201).
    """
    standstill_ends = nth_working_day_after(local_day(awarded_at), standstill_days)
    last = nth_working_day_after(standstill_ends, acceptance_days)
    return Windows(end_of_day(standstill_ends), end_of_day(last))
