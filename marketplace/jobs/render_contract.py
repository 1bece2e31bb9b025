"""Job: print the documents of a contract whose archives are decided; safe to run again."""

from __future__ import annotations

from uuid import UUID

from marketplace.db.session import now_of
from marketplace.domain.contract_document import LANGUAGES, document_sha256, printed
from marketplace.runtime import Runtime
from marketplace.services.keep_file import store_made
from marketplace.services.render_contract import find_contract_facts, keep_documents


def render_contract(runtime: Runtime, *, contract_id: str) -> None:
    """Print both documents outside any transaction, then keep them in one."""
    wanted = UUID(contract_id)
    with runtime.database.single_statements() as session:
        facts = find_contract_facts(session, wanted)
    if facts is None:
        return
    documents = [runtime.documents.contract(printed(facts, language)) for language in LANGUAGES]
    stored = [store_made(content, storage=runtime.storage) for content in documents]
    with runtime.database.unit_of_work() as session:
        keep_documents(
            session,
            contract_id=wanted,
            facts=facts,
            documents=stored,
            checksum=document_sha256(documents),
            now=now_of(session),
        )
