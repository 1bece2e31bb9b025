"""API: a contract's documents (PDF) and the parties' stamped scans (盖章扫描件)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import reading, runtime, writing
from marketplace.api.evidence_files import EVIDENCE, FILE_BODY, PDF, file_answer, sent_file
from marketplace.api.versions import require_match, tagged
from marketplace.schemas.contracts import ContractWithLinesSchema
from marketplace.schemas.evidence_files import FileNameSchema
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.find_contract_files import find_document, find_scan
from marketplace.services.find_contracts import find_contract
from marketplace.services.keep_scan import keep_scan

blp = Blueprint("contract_files_api", __name__, description="Contract documents · 合同文件")
DOCUMENT: dict[str, Any] = {
    "200": {
        "description": "The document",
        "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@blp.route("/contracts/<uuid:contract_id>/documents/<any(zh,en):language>")
@blp.doc(responses=DOCUMENT)
@reading
def get_document(contract_id: UUID, language: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The contract as PDF in Chinese or English, for its parties and overseers."""
    return file_answer(
        find_document(session, contract_id=contract_id, language=language, identity=identity)
    )


@blp.route("/contracts/<uuid:contract_id>/scan", methods=["PUT"])
@blp.doc(requestBody=FILE_BODY)
@writing
@blp.response(200, ContractWithLinesSchema)
@blp.arguments(FileNameSchema, location="query", unknown="exclude")
def put_scan(
    query: dict[str, str], contract_id: UUID, *, session: Any, identity: Any, now: Any
) -> Any:
    """Keep your side's stamped scan (PDF, PNG, JPEG), in place of an earlier one."""
    found = find_contract(session, contract_id=contract_id, identity=identity)
    require(Permission.CONTRACT_SIGN, identity, found)
    require_match(found)
    call: dict[str, Any] = {"content": sent_file(), "name": query["name"]}
    call |= {"storage": runtime().storage, "seen_version": found.version}
    kept = keep_scan(session, contract_id=contract_id, identity=identity, now=now, **call)
    return tagged(kept)


@blp.route("/contracts/<uuid:contract_id>/scans/<any(member,carrier):side>")
@blp.doc(responses=EVIDENCE)
@reading
def get_scan(contract_id: UUID, side: str, *, session: Any, identity: Any, now: Any) -> Any:
    """The stamped scan of one side, for the two parties."""
    scan = find_scan(session, contract_id=contract_id, side=side, identity=identity, now=now)
    return file_answer(scan)
