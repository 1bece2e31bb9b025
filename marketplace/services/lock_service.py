"""A contracted line in service, locked with its contract, for one of its parties."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.errors import Conflict, NotFound
from marketplace.models import Contract, ContractLine
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import lock_contract


def lock_live_line(session: Session, contract_line_id: UUID) -> tuple[ContractLine, Contract]:
    """The line with its contract, for the marketplace itself, which found it before."""
    query = (
        sa.select(ContractLine, Contract)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(ContractLine.id == contract_line_id)
        .with_for_update(of=ContractLine)
        .execution_options(populate_existing=True)
    )
    line, contract = session.execute(query).one()
    return line, contract


def lock_service(
    session: Session, contract_line_id: UUID, *, permission: Permission, identity: Identity
) -> tuple[Contract, ContractLine]:
    """Raises NotFound, Forbidden, Conflict (not_live)."""
    contract_id = session.scalar(
        sa.select(ContractLine.contract_id).where(ContractLine.id == contract_line_id)
    )
    if contract_id is None:
        raise NotFound()
    contract, _ = lock_contract(session, contract_id)
    require(permission, identity, contract)
    row = session.get_one(ContractLine, contract_line_id, populate_existing=True)
    if row.live_on is None:
        raise Conflict("not_live")
    return contract, row
