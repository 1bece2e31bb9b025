"""The clock port: one time for every process, the database's; a demo may move it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time that deadlines are judged by."""

    def now(self) -> datetime: ...


class FixedClock:
    """A clock that stands still until it is set; for tests of pure code."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
