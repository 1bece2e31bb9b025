"""A party signs its service contract; with both signatures it is in force."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.lives import ContractEvent, ContractState
from marketplace.errors import Conflict, TooLate
from marketplace.models import Contract
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.arise_fees import arise_fees
from marketplace.services.ask_contract import ask_contract
from marketplace.services.find_contracts import lock_contract
from marketplace.services.plan_activation import plan_activation
from marketplace.services.tell_contract import tell_signed

log = logging.getLogger(__name__)


def sign_contract(
    session: Session, *, contract_id: UUID, document_sha256: str, identity: Identity, now: datetime
) -> Contract:
    """Sign for the caller's side the documents with the checksum that the signer saw.

    Raises NotFound, Forbidden, TooLate, Conflict (already_signed, contract_not_drawn,
    documents_not_ready, documents_changed), Stopped.
    """
    contract, _ = lock_contract(session, contract_id)
    require(Permission.CONTRACT_SIGN, identity, contract)
    side = "member" if identity.is_of(contract.member_id) else "carrier"
    if getattr(contract, f"{side}_signed_at") is not None:
        raise Conflict("already_signed")
    if contract.state != ContractState.DRAWN:
        raise Conflict("contract_not_drawn", state=str(contract.state))
    if contract.document_sha256 is None:
        raise Conflict("documents_not_ready")
    if contract.document_sha256 != document_sha256:
        raise Conflict("documents_changed", document_sha256=contract.document_sha256)
    if contract.sign_due_at is not None and now_of(session) >= contract.sign_due_at:
        raise TooLate(due_at=contract.sign_due_at.isoformat())
    ask_contract(session, contract, by=identity, now=now)
    setattr(contract, f"{side}_signed_at", now)
    setattr(contract, f"{side}_signed_by", identity.user_id)
    record(
        session, contract, "sign", by=identity, now=now, side=side, document_sha256=document_sha256
    )
    if contract.member_signed_at and contract.carrier_signed_at:
        contract.advance(ContractEvent.BOTH_SIGNED, by=identity, now=now)
        plan_activation(session, contract, now)
        arise_fees(session, contract, now=now)
    tell_signed(session, contract, side=side, now=now)
    log.info("contract_signed", extra={"contract_id": contract.id, "side": side})
    return contract
