"""Who signed a contract, by name."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Contract, User
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


def find_signers(session: Session, *, contract: Contract, identity: Identity) -> dict[UUID, str]:
    """The names of those who signed, by user id; for whoever may read the contract."""
    require(Permission.CONTRACT_READ, identity, contract)
    ids = [by for by in (contract.member_signed_by, contract.carrier_signed_by) if by]
    found = session.execute(sa.select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in found}
