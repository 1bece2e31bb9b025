"""Put on record what was filed for an export, and what was done for the individuals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.compliance.data_export.standing import Filed
from marketplace.domain.compliance.facts.fact import plain
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict, Fault, Invalid
from marketplace.models import DataExport, DataExportFiling
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.find_data_exports import current_check, current_filing
from marketplace.services.lock_data_export import lock_data_export, supersede

FIELDS = tuple(Filed.__dataclass_fields__)
DONE_BY_NOW = ("granted_on", "filed_on", "assessed_on")


def record_export_filing(
    session: Session,
    *,
    export_id: UUID,
    given: dict[str, Any],
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> DataExportFiling:
    """A new version of the whole record; the earlier one stays in the history.

    Raises NotFound, Forbidden, Conflict (export_ended, export_unchecked), Invalid (a reference
    without a procedure or the other way round, a day that has not come).
    """
    export = lock_data_export(session, export_id, identity=identity)
    check = current_check(session, export.id)
    if check is None:
        raise Conflict("export_unchecked")
    _refuse_odd(given, local_day(now))
    filing = _next(session, export, given, identity, now)
    check.printed_at = None
    facts = {name: plain(given.get(name)) for name in FIELDS}
    record(session, filing, "file", by=identity, now=now, export_id=str(export.id), **facts)
    jobs.defer(session, "print_export_record", check_id=str(check.id))
    return filing


def filed_of(filing: DataExportFiling | None) -> Filed | None:
    """The filing as the rules look at it."""
    return None if filing is None else Filed(**{name: getattr(filing, name) for name in FIELDS})


def _next(
    session: Session, export: DataExport, given: dict[str, Any], identity: Identity, now: datetime
) -> DataExportFiling:
    last = current_filing(session, export.id)
    filing = DataExportFiling(
        id=uuid4(),
        export_id=export.id,
        member_id=export.member_id,
        number=supersede(session, last, now),
        **{name: given.get(name) for name in FIELDS},
        recorded_at=now,
        recorded_by=identity.user_id,
    )
    session.add(filing)
    session.flush()
    return filing


def _refuse_odd(given: dict[str, Any], today: date) -> None:
    faults = []
    if given.get("procedure") is None and given.get("reference"):
        faults.append(Fault("/procedure", "field_required"))
    if given.get("procedure") is not None and not given.get("reference"):
        faults.append(Fault("/reference", "field_required"))
    for name in DONE_BY_NOW:
        if (day := given.get(name)) is not None and day > today:
            faults.append(Fault(f"/{name}", "day_to_come"))
    if faults:
        raise Invalid(faults)
