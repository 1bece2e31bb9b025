"""What a filing still asks for, and by when: to be filed, to be renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.domain.compliance.data_export.standing import Filed
from marketplace.domain.compliance.data_export.validity import filed_by
from marketplace.domain.compliance.facts.data_export import FiledProcedure


@dataclass(frozen=True)
class Reminder:
    """`kind`: `file` (a standard contract with the CAC) or `renew` (an assessment, a certificate)."""

    kind: str
    due_on: date
    ends_on: date | None = None


def reminder_on(filed: Filed, on: date, notice_days: int = 30) -> Reminder | None:
    """What the member is reminded of on that day: from `notice_days` before a renewal is due."""
    if filed.granted_on is None:
        return None
    if filed.procedure == FiledProcedure.STANDARD_CONTRACT:
        waits = filed.filed_on is None and filed.granted_on <= on
        return Reminder("file", filed_by(filed.granted_on)) if waits else None
    validity = filed.validity
    if validity is None or (validity.renew_by - on).days > notice_days:
        return None
    return Reminder("renew", validity.renew_by, validity.valid_until)
