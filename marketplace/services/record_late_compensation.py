"""A carrier records what it paid its customer for a line that went live late (SELL-09b)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.activation import least_compensation
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import ContractLine
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_service import ask_service
from marketplace.services.find_installations import delivered_late
from marketplace.services.lock_service import lock_service


def record_late_compensation(
    session: Session,
    *,
    contract_line_id: UUID,
    late_compensation_minor: int,
    late_compensated_on: date,
    identity: Identity,
    now: datetime,
) -> ContractLine:
    """The line with the amount in fen and the day it was paid, in place of an earlier record.

    The same again changes nothing. Raises NotFound, Forbidden, Conflict (not_live, not_late),
    Invalid (a day to come or before the line was live, less than the law asks for).
    """
    _contract, row = lock_service(
        session, contract_line_id, permission=Permission.CONTRACT_DELIVER, identity=identity
    )
    days = delivered_late(row)
    if not days:
        raise Conflict("not_late")
    least = least_compensation(row.one_off_minor, days)
    faults = []
    if late_compensation_minor < least:
        told = {"least_yuan": f"{least / 100:.2f}", "days": days}
        faults.append(Fault("/late_compensation_minor", "compensation_too_low", told))
    if late_compensated_on > local_day(now):
        faults.append(Fault("/late_compensated_on", "day_to_come"))
    if faults:
        raise Invalid(faults)
    paid = (late_compensation_minor, late_compensated_on)
    if (row.late_compensation_minor, row.late_compensated_on) != paid:
        row.late_compensation_minor, row.late_compensated_on = paid
        session.flush()
        day = late_compensated_on.isoformat()
        facts: dict[str, Any] = {"minor": late_compensation_minor, "paid_on": day, "days": days}
        record(session, row, "compensate_lateness", by=identity, now=now, **facts)
        ask_service(session, row, by=identity, now=now)
    return row
