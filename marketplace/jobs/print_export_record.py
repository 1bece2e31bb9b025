"""Job: print the record of a data-export self-check; safe to run again."""

from __future__ import annotations

from uuid import UUID

from marketplace.db.session import now_of
from marketplace.domain.contract_document import LANGUAGES
from marketplace.domain.export_record import printed_record
from marketplace.runtime import Runtime
from marketplace.services.keep_export_record import find_record_facts, keep_export_record
from marketplace.services.keep_file import store_made


def print_export_record(runtime: Runtime, *, check_id: str) -> None:
    """Print both languages outside any transaction, then keep them in one."""
    wanted = UUID(check_id)
    with runtime.database.single_statements() as session:
        facts = find_record_facts(session, wanted)
    if facts is None:
        return
    documents = [
        runtime.documents.export_record(printed_record(facts, language)) for language in LANGUAGES
    ]
    stored = [store_made(content, storage=runtime.storage) for content in documents]
    with runtime.database.unit_of_work() as session:
        keep_export_record(
            session, check_id=wanted, facts=facts, documents=stored, now=now_of(session)
        )
