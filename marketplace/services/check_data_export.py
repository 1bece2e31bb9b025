"""Record an answer of the data-export self-check: a new version, the earlier one superseded."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.compliance.data_export.answer import answer
from marketplace.domain.compliance.data_export.explore import COULD_BE
from marketplace.domain.compliance.data_export.table import VERSION
from marketplace.domain.compliance.facts.fact import plain
from marketplace.domain.working_days import local_day
from marketplace.errors import Conflict
from marketplace.models import DataExport, DataExportCheck
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.services.find_data_exports import current_check
from marketplace.services.find_negative_lists import edition_in_force
from marketplace.services.lock_data_export import lock_data_export, supersede
from marketplace.services.save_export_answers import facts_of
from marketplace.services.start_data_export import (
    find_open_export,
    name_recipient,
    start_data_export,
)

log = logging.getLogger(__name__)
COUNTS = ("persons_since_january", "sensitive_persons_since_january")


def check_data_export(
    session: Session,
    *,
    given: dict[str, Any],
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> DataExportCheck:
    """Check the caller's scenario by these facts, all at once; a new scenario is begun.

    `given`: scenario, line_id, recipient and `facts`. Raises Forbidden, Invalid (another's line).
    """
    named = {name: value for name, value in given.items() if name != "facts"}
    scenario, line_id = named["scenario"], named.get("line_id")
    export = find_open_export(session, scenario, line_id, identity)
    if export is None:
        export = start_data_export(session, **named, identity=identity, now=now)
    else:
        export = lock_data_export(session, export.id, identity=identity)
        name_recipient(export, named)
    return _record(session, export, given["facts"], jobs, identity, now)


def record_draft(
    session: Session, *, export_id: UUID, jobs: JobQueue, identity: Identity, now: datetime
) -> DataExportCheck:
    """Record the answers of the guided page.

    Raises NotFound, Forbidden, Conflict (export_ended).
    """
    export = lock_data_export(session, export_id, identity=identity)
    return _record(session, export, export.draft, jobs, identity, now)


def recount(
    session: Session,
    *,
    export_id: UUID,
    counts: dict[str, int | None],
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> DataExportCheck:
    """Check again with new counts, everything else as it was recorded last.

    Raises NotFound, Forbidden, Conflict (export_ended, export_unchecked).
    """
    export = lock_data_export(session, export_id, identity=identity)
    last = current_check(session, export.id)
    if last is None:
        raise Conflict("export_unchecked")
    facts = last.facts | {name: counts[name] for name in COUNTS if name in counts}
    return _record(session, export, facts, jobs, identity, now)


def _record(
    session: Session,
    export: DataExport,
    stated: dict[str, Any],
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> DataExportCheck:
    """The export is locked: its checks are numbered one after the other."""
    today, last = local_day(now), current_check(session, export.id)
    facts, edition = facts_of(stated), edition_in_force(session, today)
    found = answer(facts, today, list_loaded=edition is not None)
    document = {name: plain(getattr(facts, name)) for name in COULD_BE}
    check = DataExportCheck(
        id=uuid4(),
        export_id=export.id,
        member_id=export.member_id,
        number=supersede(session, last, now),
        facts=document,
        answer=found.as_dict(),
        code=found.code,
        path=found.path,
        action=found.action,
        table_version=VERSION,
        ftz_list_edition=edition,
        checked_on=today,
        checked_at=now,
        checked_by=identity.user_id,
    )
    export.draft, export.draft_at = document, now
    session.add(check)
    session.flush()
    before = None if last is None else last.code
    told: dict[str, Any] = {"number": check.number, "code": check.code, "before": before}
    told |= {"export_id": str(export.id), "stated": document}
    record(session, check, "check", by=identity, now=now, **told)
    jobs.defer(session, "print_export_record", check_id=str(check.id))
    log.info("data_export_checked", extra={"check_id": check.id, "code": check.code})
    return check
