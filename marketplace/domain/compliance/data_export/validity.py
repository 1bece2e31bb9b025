"""How long a procedure holds and when its renewal is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.domain.compliance.days import months_after, years_after
from marketplace.domain.compliance.facts.data_export import FiledProcedure
from marketplace.domain.working_days import is_working_day, nth_working_day_after

VALID_YEARS = 3
RENEW_WORKING_DAYS, RENEW_MONTHS, FILED_WITHIN = 60, 6, 10


@dataclass(frozen=True)
class Validity:
    """The last day on which it holds, and the last day to ask for more."""

    valid_until: date
    renew_by: date

    @classmethod
    def of(cls, procedure: FiledProcedure, granted_on: date) -> Validity | None:
        """Of an assessment or a certificate; None for what holds without a term."""
        last = years_after(granted_on, VALID_YEARS)
        if procedure == FiledProcedure.SECURITY_ASSESSMENT:
            return cls(last, nth_working_day_before(last, RENEW_WORKING_DAYS))
        if procedure == FiledProcedure.CERTIFICATION:
            return cls(last, months_after(last, -RENEW_MONTHS))
        return None


def filed_by(effective_on: date) -> date:
    """The last day to file a standard contract that took effect on this day."""
    return nth_working_day_after(effective_on, FILED_WITHIN)


def nth_working_day_before(day: date, count: int) -> date:
    """The `count`-th working day before `day`, which itself is not counted."""
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day
