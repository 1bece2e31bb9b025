"""Days in Shanghai, in SQL."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa


def local_date(instant: Any) -> sa.ColumnElement[date]:
    """SQL: the day in Shanghai, as `domain.working_days.local_day` tells it."""
    return sa.cast(sa.func.timezone("Asia/Shanghai", instant), sa.Date)


def end_of_local_day(day: Any) -> sa.ColumnElement[datetime]:
    """SQL: the instant at which a day in Shanghai ends, as `working_days.end_of_day` tells it."""
    return sa.func.timezone("Asia/Shanghai", sa.cast(day + 1, sa.DateTime))
