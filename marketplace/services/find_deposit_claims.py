"""Claims against deposits: each party its own, the platform and observers all."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import ClaimState
from marketplace.domain.roles import Role
from marketplace.errors import NotFound
from marketplace.models import Deposit, DepositClaim, StoredFile
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_deposit import lock_deposit
from marketplace.services.find_own_file import find_file

OVERSEERS = (Role.REVIEWER, Role.OBSERVER, Role.OPERATOR)


def visible_claims(
    identity: Identity, *, state: ClaimState | None = None
) -> sa.Select[DepositClaim]:
    """Newest first."""
    require(Permission.DEPOSIT_CLAIM_LIST, identity)
    query = sa.select(DepositClaim).options(
        joinedload(DepositClaim.carrier),
        joinedload(DepositClaim.member),
        joinedload(DepositClaim.contract),
    )
    if state is not None:
        query = query.where(DepositClaim.state == state)
    if not any(identity.has(role) for role in OVERSEERS):
        mine = identity.organisation_id
        query = query.where(sa.or_(DepositClaim.carrier_id == mine, DepositClaim.member_id == mine))
    return query.order_by(DepositClaim.filed_at.desc(), DepositClaim.id)


def find_claim(session: Session, claim_id: UUID, *, identity: Identity) -> DepositClaim:
    """Raises NotFound to all but its parties and those who look after it."""
    claim = session.get(DepositClaim, claim_id)
    if claim is None:
        raise NotFound()
    require(Permission.DEPOSIT_CLAIM_READ, identity, claim)
    return claim


def find_claim_evidence(session: Session, claim_id: UUID, *, identity: Identity) -> StoredFile:
    """The carrier's proof of its cost."""
    return find_file(session, find_claim(session, claim_id, identity=identity).evidence_id)


def lock_claim(
    session: Session, claim_id: UUID, permission: Permission, identity: Identity | None
) -> tuple[DepositClaim, Deposit]:
    """The claim with its deposit, which is locked. Raises NotFound, Forbidden."""
    found = session.get(DepositClaim, claim_id)
    if found is None:
        raise NotFound()
    if identity is not None:
        require(permission, identity, found)
    deposit = lock_deposit(session, found.deposit_id)
    return next(one for one in deposit.claims if one.id == claim_id), deposit
