"""A party keeps its scan of the stamped (盖章) contract, beside the signature on line."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.domain.lives import ContractState
from marketplace.errors import Conflict, PreconditionFailed
from marketplace.models import Contract
from marketplace.models.audit import record
from marketplace.ports import Storage
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import find_contract, lock_contract
from marketplace.services.keep_file import keep_file, store_upload
from marketplace.services.tell_contract import tell_scan

log = logging.getLogger(__name__)


def keep_scan(
    session: Session,
    *,
    contract_id: UUID,
    content: bytes,
    name: str,
    storage: Storage,
    seen_version: int | None = None,
    identity: Identity,
    now: datetime,
) -> Contract:
    """Keep the scan of the caller's side in place of its earlier one, until both have theirs.

    With `seen_version` only in place of what the caller has seen. Raises NotFound, Forbidden,
    Invalid, PreconditionFailed, Conflict (documents_not_ready, contract_ended,
    scans_exchanged).
    """
    seen = find_contract(session, contract_id=contract_id, identity=identity)
    require(Permission.CONTRACT_SIGN, identity, seen)
    stored = store_upload(content, pointer="/file", storage=storage, identity=identity)
    contract, _ = lock_contract(session, contract_id)
    if seen_version is not None and contract.version != seen_version:
        raise PreconditionFailed(current=str(contract.version))
    if contract.state == ContractState.CANCELLED:
        raise Conflict("contract_ended")
    if contract.document_sha256 is None:
        raise Conflict("documents_not_ready")
    if contract.member_scan_id and contract.carrier_scan_id:
        raise Conflict("scans_exchanged")
    side = "member" if identity.is_of(contract.member_id) else "carrier"
    scan = keep_file(session, stored, name=name, purpose="stamped_scan", identity=identity, now=now)
    setattr(contract, f"{side}_scan_id", scan.id)
    record(session, contract, "keep_scan", by=identity, now=now, side=side, sha256=scan.sha256)
    tell_scan(session, contract, side=side, sha256=scan.sha256, now=now)
    log.info("scan_kept", extra={"contract_id": contract.id, "side": side})
    return contract
