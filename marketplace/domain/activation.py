"""Activation (开通) in days and figures: a line's plan, late or not, tests, end of the term."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.domain.lives import MilestoneKind

SHARES = {
    MilestoneKind.SURVEY: 20,
    MilestoneKind.RESOURCES: 60,
    MilestoneKind.LOA: 70,
    MilestoneKind.TEST: 90,
    MilestoneKind.READY: 100,
}
"""Percent of the delivery days by which a step is due, in their order.

A convention of this marketplace; public tenders ask for the survey within the whole (telecom.md
§4.1) and leave some days at the end for the acceptance test.
"""
MOST_LOSS_PPM = 10_000
"One packet in a hundred, the limit of public tenders (telecom.md §4.1); no quote names one"
USUAL_DELIVERY_DAYS = 28
"When a contract names none: four weeks with the survey, as public tenders ask (telecom.md §4.1)"
REMINDERS = (90, 60, 30)
"Days before the end of a contract at which its member is reminded of the renewal"
FILING_DAYS = 30
"After activation, until the filing with public security is due (USE-10)"
FILING_REMINDERS = (20, FILING_DAYS, FILING_DAYS + 1)
"Days after activation at which a company without a filing is reminded; the last: it is overdue"
DAILY_BPS = 100
"Of the installation fee, owed for each day that a line is late (Telecommunications Regulations 31)"


def planned_days(in_force_on: date, delivery_days: int | None) -> dict[MilestoneKind, date]:
    """The due day of each step, counted from the day the contract is in force; in their order."""
    days = USUAL_DELIVERY_DAYS if delivery_days is None else delivery_days
    return {
        kind: in_force_on + timedelta(days=-(-days * share // 100))
        for kind, share in SHARES.items()
    }


def days_late(due_on: date, done_on: date | None, today: date) -> int:
    """By how many days the step is or was late; the due day itself is in time."""
    return max(0, ((done_on or today) - due_on).days)


@dataclass(frozen=True)
class Verdict:
    """How a test stands against what was promised."""

    rtt_kept: bool
    throughput_kept: bool
    loss_kept: bool = True

    @property
    def passed(self) -> bool:
        return self.rtt_kept and self.throughput_kept and self.loss_kept


def judge_test(
    rtt_us: int,
    throughput_mbps: int,
    loss_ppm: int | None = None,
    *,
    promised_rtt_us: int | None,
    mbps: int,
) -> Verdict:
    """The measured round trip against the promised, the throughput against the bandwidth.

    A line without a promised round trip is judged without it; loss, if it was measured, by
    MOST_LOSS_PPM.
    """
    return Verdict(
        promised_rtt_us is None or rtt_us <= promised_rtt_us,
        throughput_mbps >= mbps,
        loss_ppm is None or loss_ppm <= MOST_LOSS_PPM,
    )


def last_day(live_on: date, months: int) -> date:
    """The last day of a term of whole months that begins on the day the line went live.

    In a last month without that day the term ends with the month (Civil Code, art. 202).
    """
    year, month = divmod(live_on.year * 12 + live_on.month - 1 + months, 12)
    month += 1
    if live_on.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, live_on.day) - timedelta(days=1)


def reminder_due(ends_on: date, today: date) -> int | None:
    """The nearest of REMINDERS whose day has come, None before the first and after the end."""
    left = (ends_on - today).days
    return min((days for days in REMINDERS if 0 <= left <= days), default=None)


def filing_reminder_due(live_on: date, today: date) -> int | None:
    """The last of FILING_REMINDERS whose day has come, None before the first."""
    since = (today - live_on).days
    return max((days for days in FILING_REMINDERS if since >= days), default=None)


def least_compensation(one_off_minor: int, days: int) -> int:
    """What a carrier owes at least for so many days late, in fen, rounded up (SELL-09b)."""
    return -(-one_off_minor * days * DAILY_BPS // 10_000)
