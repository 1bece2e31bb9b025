"""The way of a complaint of service: carrier first, then the telecom authority (PLAT-15)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from marketplace.domain.lives import ServiceComplaintState
from marketplace.domain.working_days import end_of_day, local_day


class ComplaintCategory(StrEnum):
    DELIVERY = "delivery"
    QUALITY = "quality"
    BILLING = "billing"
    CONTRACT = "contract"
    ORGANISER = "organiser"
    OTHER = "other"


AUTHORITY_ZH = "上海市通信管理局"
AUTHORITY_EN = "Shanghai Communications Administration"
SOURCES_ZH = ("《中华人民共和国电信条例》第三十九条", "《电信用户申诉处理办法》")
SOURCES_EN = (
    "Telecommunications Regulations of the People's Republic of China, art. 39",
    "Measures for Handling Telecom Users' Appeals",
)
"The article of the regulations was read; of the measures no article is named (regulation.md)"


def answer_due_at(filed_at: datetime, days: int) -> datetime:
    """24:00 of the last day to answer; the day of filing does not count."""
    return end_of_day(local_day(filed_at) + timedelta(days=days))


def way_open(
    state: ServiceComplaintState,
    *,
    answered_at: datetime | None,
    due_at: datetime,
    now: datetime,
) -> bool:
    """Whether the member may take it to the authority: unanswered in time, or answered in vain."""
    if state not in (ServiceComplaintState.FILED, ServiceComplaintState.ANSWERED):
        return False
    return answered_at is not None or now >= due_at


def is_overdue(state: ServiceComplaintState, due_at: datetime, now: datetime) -> bool:
    """The clock has run out without an answer."""
    return state == ServiceComplaintState.FILED and now >= due_at


def complaint_number(year: int, complaint_hex: str) -> str:
    """A number that people can read out."""
    return f"TS-{year}-{complaint_hex[:8].upper()}"
