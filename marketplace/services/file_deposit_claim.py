"""A carrier claims its proven cost of a contract that its company signed and then broke."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.db.session import now_of
from marketplace.domain.contract_terms import in_working_days
from marketplace.domain.deposits import CLAIM_DAYS, DECIDE_DAYS
from marketplace.domain.lives import (
    ClaimEvent,
    ClaimState,
    ContractState,
    DepositEvent,
    DepositState,
)
from marketplace.errors import Conflict, TooLate, invalid
from marketplace.models import Contract, ContractLine, Deposit, DepositClaim, Line
from marketplace.models.audit import record
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import find_contract
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_deposit_claims import lock_claim
from marketplace.services.find_own_file import own_file_id
from marketplace.services.tell_deposit import tell_deposit, tell_reviewers

log = logging.getLogger(__name__)
CLAIMABLE = (DepositState.HELD, DepositState.CLAIMED)


def file_deposit_claim(
    session: Session,
    *,
    contract_id: UUID,
    cost_minor: int,
    text: str,
    evidence_id: UUID | None,
    identity: Identity,
    now: datetime,
) -> DepositClaim:
    """Once for each contract, within three days of its last signature, before every line is live.

    What another carrier has claimed does not matter: claims share what is left of the deposit.
    Raises NotFound, Forbidden, Invalid (evidence_id), TooLate, Conflict (contract_not_in_force,
    deposit_not_held, deposit_used_up, claim_made).
    """
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    require(Permission.DEPOSIT_CLAIM, identity, contract)
    file_id = own_file_id(session, evidence_id, identity=identity)
    if file_id is None:
        raise invalid("/evidence_id", "field_required")
    deposit = _deposit_of(session, contract)
    _refuse(session, contract, deposit)
    claim = DepositClaim(
        id=uuid4(),
        deposit_id=deposit.id,
        group_buy_id=deposit.group_buy_id,
        contract_id=contract.id,
        carrier_id=contract.carrier_id,
        member_id=contract.member_id,
        state=ClaimState.FILED,
        cost_minor=cost_minor,
        reserved_minor=min(cost_minor, deposit.left_minor),
        text=text,
        evidence_id=file_id,
        filed_at=now,
        filed_by=identity.user_id,
        decide_due_at=in_working_days(now, DECIDE_DAYS),
    )
    deposit.claims.append(claim)
    session.flush()
    record(session, claim, "file", by=identity, now=now, to_state=str(claim.state))
    deposit.advance(DepositEvent.CLAIM, by=identity, now=now)
    tell_deposit(session, deposit, "deposit_claimed", now=now, about=claim.id)
    tell_reviewers(session, deposit, "deposit_claim_to_decide", claim, now=now)
    log.info("deposit_claimed", extra={"deposit_id": deposit.id, "claim_id": claim.id})
    return claim


def withdraw_deposit_claim(
    session: Session, *, claim_id: UUID, identity: Identity, now: datetime
) -> DepositClaim:
    """The carrier takes it back; it cannot file another one of that contract."""
    claim, deposit = lock_claim(session, claim_id, Permission.DEPOSIT_CLAIM_WITHDRAW, identity)
    claim.advance(ClaimEvent.WITHDRAW, by=identity, now=now)
    unclaim(session, deposit, claim, now)
    return claim


def unclaim(session: Session, deposit: Deposit, claim: DepositClaim, now: datetime) -> None:
    """The claim is decided: its member is told; after the last one the rest is free again."""
    tell_deposit(session, deposit, "deposit_claim_over", now=now, about=claim.id)
    if deposit.state == DepositState.CLAIMED and not deposit.live_claims:
        deposit.advance(DepositEvent.UNCLAIM, by=None, now=now)


def claim_until(contract: Contract) -> datetime | None:
    """Until when the carrier may claim of it; None before both have signed."""
    signed = contract.member_signed_at, contract.carrier_signed_at
    if signed[0] is None or signed[1] is None:
        return None
    return max(signed[0], signed[1]) + timedelta(days=CLAIM_DAYS)


def find_claimable(session: Session, *, identity: Identity, now: datetime) -> Sequence[Contract]:
    """The caller's contracts of which it may claim now."""
    require(Permission.DEPOSIT_CLAIM_LIST, identity)
    held = (
        sa.exists()
        .where(ContractLine.contract_id == Contract.id, Line.id == ContractLine.line_id)
        .where(Deposit.participation_id == Line.participation_id, Deposit.state.in_(CLAIMABLE))
    )
    query = (
        sa.select(Contract)
        .options(joinedload(Contract.member))
        .where(
            Contract.carrier_id == identity.organisation_id,
            Contract.state == ContractState.IN_FORCE,
            sa.func.greatest(Contract.member_signed_at, Contract.carrier_signed_at)
            > now - timedelta(days=CLAIM_DAYS),
            ~sa.exists().where(DepositClaim.contract_id == Contract.id),
            held,
        )
    )
    return session.scalars(query.order_by(Contract.number)).all()


def _deposit_of(session: Session, contract: Contract) -> Deposit:
    query = (
        sa.select(Deposit.id)
        .join(Line, Line.participation_id == Deposit.participation_id)
        .join(ContractLine, ContractLine.line_id == Line.id)
        .where(ContractLine.contract_id == contract.id)
    )
    found = session.scalar(query.limit(1))
    if found is None:
        raise Conflict("deposit_not_held")
    return lock_deposit(session, found)


def _refuse(session: Session, contract: Contract, deposit: Deposit) -> None:
    """Judged by the time after the lock: an act counts only before the deadline."""
    until = claim_until(contract)
    if contract.state != ContractState.IN_FORCE or until is None:
        raise Conflict("contract_not_in_force", state=str(contract.state))
    if any(claim.contract_id == contract.id for claim in deposit.claims):
        raise Conflict("claim_made")
    if now_of(session) >= until:
        raise TooLate(due_at=until.isoformat())
    if deposit.kept_minor and not deposit.left_minor:
        raise Conflict("deposit_used_up")
    if deposit.state not in CLAIMABLE or not deposit.left_minor:
        raise Conflict("deposit_not_held")
