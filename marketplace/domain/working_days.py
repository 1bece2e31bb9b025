"""Working days in China by the State Council's calendar, in the time of Asia/Shanghai.

Holidays and make-up working days (调休) come from `chinese_calendar`. Of a year whose calendar is
not published yet nobody knows them: there Monday to Friday count, and `calendar_known` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"China has one time zone and no daylight saving"
FIRST_KNOWN_YEAR: int = min(holidays).year
LAST_KNOWN_YEAR: int = max(holidays).year
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Windows:
    """When acceptance opens (the standstill's end) and when it is due; both in UTC."""

    acceptance_opens_at: datetime
    acceptance_due_at: datetime

    @property
    def standstill_ends_on(self) -> date:
        """The last day of the standstill in Shanghai."""
        return local_day(self.acceptance_opens_at - _MOMENT)

    @property
    def acceptance_ends_on(self) -> date:
        return local_day(self.acceptance_due_at - _MOMENT)


def local_day(instant: datetime) -> date:
    """The calendar day in Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def calendar_known(day: date) -> bool:
    """Whether the State Council's calendar of the day's year is in our data."""
    return FIRST_KNOWN_YEAR <= day.year <= LAST_KNOWN_YEAR


def is_working_day(day: date) -> bool:
    """By the published calendar; Monday to Friday in a year of which there is none yet."""
    return bool(is_workday(day)) if calendar_known(day) else day.weekday() < 5


def nth_working_day_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself is not counted; `day` for 0."""
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days there are from `first` to `last`, both counted."""
    days = (first + timedelta(days=after) for after in range((last - first).days + 1))
    return sum(is_working_day(day) for day in days)


def end_of_day(day: date) -> datetime:
    """24:00 of the day in Shanghai, as an instant in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    return midnight.astimezone(UTC)


def award_windows(awarded_at: datetime, standstill_days: int, acceptance_days: int) -> Windows:
    """Standstill (公示期), then acceptance: both end at 24:00 of their last working day.

    The day of publication does not count (Civil Code, art. 201).
    """
    return _windows(local_day(awarded_at), standstill_days, acceptance_days)


def windows_after_stop(
    windows: Windows, *, running_since: datetime, stopped_at: datetime, resumed_at: datetime
) -> Windows:
    """The windows of an award whose standstill stood still while a complaint was open.

    The working days of the standstill that had not fully passed when the clock stopped, that day
    among them, run again from the day after it runs on; the acceptance window keeps its length.
    `running_since`: the publication, or when the clock ran on last; that day is none of them.
    """
    first = max(local_day(stopped_at), local_day(running_since) + timedelta(days=1))
    left = working_days_between(first, windows.standstill_ends_on)
    after = windows.standstill_ends_on + timedelta(days=1)
    acceptance = working_days_between(after, windows.acceptance_ends_on)
    return _windows(local_day(resumed_at), left, acceptance)


def _windows(day: date, standstill_days: int, acceptance_days: int) -> Windows:
    standstill_ends = nth_working_day_after(day, standstill_days)
    last = nth_working_day_after(standstill_ends, acceptance_days)
    return Windows(end_of_day(standstill_ends), end_of_day(last))
