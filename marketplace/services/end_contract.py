"""A contract that is not in force ends: its member refuses it, or it is not signed in time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import ContractEvent, ContractState
from marketplace.errors import Conflict, Forbidden
from marketplace.models import Contract
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import lock_contract
from marketplace.services.release_lines import end_if_nothing_left, end_lines
from marketplace.services.tell_contract import tell_lapsed, tell_refused

log = logging.getLogger(__name__)


def refuse_contract(
    session: Session, *, contract_id: UUID, reason: str, identity: Identity, now: datetime
) -> Contract:
    """The member refuses before it has signed; the lines are released.

    Raises NotFound, Forbidden (to the carrier), Conflict (already_signed, contract_not_drawn).
    """
    contract, group_buy = lock_contract(session, contract_id, whole=True)
    require(Permission.CONTRACT_SIGN, identity, contract)
    if not identity.is_of(contract.member_id):
        raise Forbidden(permission=f"contract.{ContractEvent.REFUSE}")
    if contract.state != ContractState.DRAWN:
        raise Conflict("contract_not_drawn", state=str(contract.state))
    if contract.member_signed_at is not None:
        raise Conflict("already_signed")
    contract.ended_reason = reason
    contract.advance(ContractEvent.REFUSE, by=identity, now=now, reason=reason)
    end_lines(session, contract, reason="contract_refused", by=identity, now=now)
    tell_refused(session, contract, now=now)
    end_if_nothing_left(session, group_buy, by=identity, now=now)
    log.info("contract_refused", extra={"contract_id": contract.id})
    return contract


def lapse_contract(session: Session, *, contract_id: UUID, now: datetime) -> Contract:
    """What the sweep does with a contract not signed in time; nothing when it is not, or no more.

    One signature does not keep it: it binds nobody until both have signed.
    """
    contract, group_buy = lock_contract(session, contract_id, whole=True)
    due = contract.sign_due_at
    if contract.state != ContractState.DRAWN or due is None or now < due:
        return contract
    contract.ended_reason = "not_signed_in_time"
    contract.advance(ContractEvent.LAPSE, by=None, now=now, reason=contract.ended_reason)
    end_lines(session, contract, reason="contract_lapsed", by=None, now=now)
    tell_lapsed(session, contract, now=now)
    end_if_nothing_left(session, group_buy, by=None, now=now)
    log.info("contract_lapsed", extra={"contract_id": contract.id})
    return contract


def find_lapsing_contracts(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Contracts that were to be signed by now and are not."""
    query = (
        sa.select(Contract.id)
        .where(Contract.state == ContractState.DRAWN, Contract.sign_due_at <= now)
        .order_by(Contract.sign_due_at)
    )
    return session.scalars(query).all()
