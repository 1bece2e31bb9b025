"""The files of a contract: documents for all who may read it, scans for its two parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import Contract, StoredFile
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import find_contract
from marketplace.services.note_reading import note_reading


@dataclass(frozen=True)
class ContractFiles:
    """What is on file; a scan is None when it is not there or not the caller's to see."""

    pdf_zh: StoredFile | None
    pdf_en: StoredFile | None
    member_scan: StoredFile | None
    carrier_scan: StoredFile | None


def find_contract_files(
    session: Session, *, contract: Contract, identity: Identity
) -> ContractFiles:
    """The files of a contract that the caller has found already."""
    require(Permission.CONTRACT_READ, identity, contract)
    party = allowed(Permission.CONTRACT_SCAN_READ, identity, contract)
    ids = (
        contract.pdf_zh_id,
        contract.pdf_en_id,
        contract.member_scan_id if party else None,
        contract.carrier_scan_id if party else None,
    )
    found = session.scalars(sa.select(StoredFile).where(StoredFile.id.in_([i for i in ids if i])))
    by_id = {file.id: file for file in found}
    return ContractFiles(*(by_id[i] if i else None for i in ids))


def find_document(
    session: Session, *, contract_id: UUID, language: str, identity: Identity
) -> StoredFile:
    """The document in `zh` or `en`; raises NotFound until it is made."""
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    files = find_contract_files(session, contract=contract, identity=identity)
    return _there({"zh": files.pdf_zh, "en": files.pdf_en}.get(language))


def find_scan(
    session: Session, *, contract_id: UUID, side: str, identity: Identity, now: datetime
) -> StoredFile:
    """The stamped scan of the `member` or the `carrier`, for the two; the other's is noted.

    Raises NotFound, Forbidden (to those who only oversee).
    """
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    require(Permission.CONTRACT_SCAN_READ, identity, contract)
    files = find_contract_files(session, contract=contract, identity=identity)
    scan = _there({"member": files.member_scan, "carrier": files.carrier_scan}.get(side))
    owner = contract.member_id if side == "member" else contract.carrier_id
    note_reading(session, "stamped_scan", contract.id, owner_id=owner, identity=identity, now=now)
    return scan


def _there(file: StoredFile | None) -> StoredFile:
    if file is None:
        raise NotFound()
    return file
