"""Of which rows a term has run out: by the market's day, in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.db.local_date import local_date
from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.rules.retention import TERMS_MONTHS
from marketplace.domain.working_days import local_day


@dataclass(frozen=True)
class Disposal:
    """Rows whose term runs from `since`; `where` narrows them. None: `months` of the house."""

    model: Any
    since: Any
    record: RecordClass | None = None
    months: int = 0
    where: Any = None

    def due(self, now: datetime) -> sa.ColumnElement[bool]:
        """Of a row: today in Shanghai is the first day on which it may go, or later."""
        months = TERMS_MONTHS[self.record] if self.record else self.months
        over = local_date(self.since) + sa.func.make_interval(0, months) <= local_day(now)
        return over if self.where is None else sa.and_(over, self.where)
