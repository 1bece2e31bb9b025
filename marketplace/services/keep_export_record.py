"""The record of a self-check: what it says, and keeping it once it is printed."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.contract_document import LANGUAGES, Party
from marketplace.domain.export_record import RecordFacts
from marketplace.errors import Conflict
from marketplace.models import DataExport, DataExportCheck, Line, StoredFile
from marketplace.security.identity import Identity
from marketplace.services.find_data_exports import current_filing
from marketplace.services.find_own_file import find_file
from marketplace.services.keep_file import Stored, keep_file
from marketplace.services.read_data_export import read_export_check
from marketplace.services.record_export_filing import filed_of

log = logging.getLogger(__name__)


def find_record_facts(session: Session, check_id: UUID) -> RecordFacts | None:
    """What the record says; None when it is printed already, or was never made."""
    query = sa.select(DataExportCheck).where(DataExportCheck.id == check_id)
    check = session.scalars(
        query.options(
            joinedload(DataExportCheck.export).options(
                joinedload(DataExport.member),
                joinedload(DataExport.line).joinedload(Line.corridor),
            )
        )
    ).one_or_none()
    return None if check is None or check.printed_at is not None else _facts(session, check)


def keep_export_record(
    session: Session, *, check_id: UUID, facts: RecordFacts, documents: list[Stored], now: datetime
) -> bool:
    """Keep the stored documents, in the order of LANGUAGES; whether they say what is true.

    Of what changed while it was printed another job is on its way.
    """
    query = sa.select(DataExportCheck).where(DataExportCheck.id == check_id).with_for_update()
    check = session.scalars(query.execution_options(populate_existing=True)).one()
    if check.printed_at is not None or _facts(session, check) != facts:
        return False
    name = f"data-export-{facts.checked_on.isoformat()}-{facts.number}"
    files = [
        keep_file(session, stored, name=f"{name}-{code}.pdf", purpose="export_record", now=now)
        for code, stored in zip(LANGUAGES, documents, strict=True)
    ]
    check.pdf_zh_id, check.pdf_en_id = (file.id for file in files)
    check.printed_at = now
    log.info("export_record_printed", extra={"check_id": check.id})
    return True


def find_export_record(
    session: Session, check_id: UUID, language: str, *, identity: Identity, now: datetime
) -> StoredFile:
    """The printed record in `zh` or `en`. Raises NotFound, Conflict (record_not_ready)."""
    check = read_export_check(session, check_id, identity=identity, now=now)
    if check.printed_at is None:
        raise Conflict("record_not_ready")
    return find_file(session, check.pdf_zh_id if language == "zh" else check.pdf_en_id)


def _facts(session: Session, check: DataExportCheck) -> RecordFacts:
    export, member, line = check.export, check.export.member, check.export.line
    recipient = (export.recipient_name, export.recipient_country, export.recipient_contact)
    return RecordFacts(
        member=Party(member.name_zh, member.name_en, member.uscc, member.address),
        scenario=export.scenario,
        line=None if line is None else f"{line.corridor.code} {line.mbps:,} Mbps",
        recipient=tuple(part for part in recipient if part),
        number=check.number,
        checked_on=check.checked_on,
        table_version=check.table_version,
        ftz_list_edition=check.ftz_list_edition,
        stated=check.facts,
        answer=check.answer,
        filed=filed_of(current_filing(session, export.id)),
    )
