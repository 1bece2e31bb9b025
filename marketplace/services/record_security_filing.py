"""A company records that it filed a line's international connection with public security."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.working_days import local_day
from marketplace.errors import invalid
from marketplace.models import ContractLine
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.ask_service import ask_service
from marketplace.services.lock_service import lock_service


def record_security_filing(
    session: Session,
    *,
    contract_line_id: UUID,
    security_filing: str,
    security_filed_on: date,
    identity: Identity,
    now: datetime,
) -> ContractLine:
    """The line with the filing's number and day (USE-10), in place of an earlier one.

    The same again changes nothing. Raises NotFound, Forbidden, Invalid (a day to come), Conflict
    (not_live).
    """
    _contract, row = lock_service(
        session, contract_line_id, permission=Permission.SERVICE_STATE, identity=identity
    )
    if security_filed_on > local_day(now):
        raise invalid("/security_filed_on", "day_to_come")
    if (row.security_filing, row.security_filed_on) != (security_filing, security_filed_on):
        row.security_filing, row.security_filed_on = security_filing, security_filed_on
        session.flush()
        filed_on = security_filed_on.isoformat()
        told: dict[str, Any] = {"number": security_filing, "filed_on": filed_on}
        record(session, row, "file_with_police", by=identity, now=now, **told)
        ask_service(session, row, by=identity, now=now)
    return row
