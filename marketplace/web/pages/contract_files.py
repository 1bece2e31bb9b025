"""A contract's documents and stamped scans (盖章扫描件): download and upload."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from marketplace.services.find_contract_files import find_document, find_scan
from marketplace.services.keep_scan import keep_scan
from marketplace.web.call import act, page, runtime
from marketplace.web.evidence_files import file_page
from marketplace.web.pages.contracts import show, to_contract

pages = Blueprint("contract_file_pages", __name__, url_prefix="/contracts/<uuid:contract_id>")


@pages.get("/documents/<any(zh,en):language>")
@page
def document(*, contract_id: UUID, language: str, session: Any, identity: Any, now: Any) -> Any:
    return file_page(
        find_document(session, contract_id=contract_id, language=language, identity=identity)
    )


@pages.get("/scans/<any(member,carrier):side>")
@page
def scan(*, contract_id: UUID, side: str, session: Any, identity: Any, now: Any) -> Any:
    kept = find_scan(session, contract_id=contract_id, side=side, identity=identity, now=now)
    return file_page(kept)


@pages.post("/scan")
@act(again=show)
def upload(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    chosen = request.files.get("file")
    keep_scan(
        session,
        contract_id=contract_id,
        content=chosen.read() if chosen else b"",
        name=(chosen.filename if chosen else None) or "scan",
        storage=runtime().storage,
        identity=identity,
        now=now,
    )
    flash(_("The scan is kept; the other party is told."))
    return to_contract(contract_id)
