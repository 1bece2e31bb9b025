"""What the parties proposed about the end of a contract in force, and who may act on it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import ClaimState, ContractEndState, ContractSide, ContractState
from marketplace.errors import Conflict, NotFound
from marketplace.models import Contract, ContractEnd, ContractLine, DepositClaim, GroupBuy
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import lock_contract

BROKEN = (ClaimState.KEPT, ClaimState.PAID_ON)
"A claim decided so says that the company broke its contract"


@dataclass(frozen=True)
class EndWays:
    """What this reader may do about the contract's end now."""

    proposes: bool = False
    answers: ContractEnd | None = None
    "the other side's proposal"
    withdraws: ContractEnd | None = None
    "its own side's"
    breaks: bool = False
    "a decided claim says that the company broke it"


def find_contract_ends(session: Session, contract: Contract) -> Sequence[ContractEnd]:
    """Newest first; whoever may read the contract, which is found before, may read them."""
    query = sa.select(ContractEnd).where(ContractEnd.contract_id == contract.id)
    return session.scalars(query.order_by(ContractEnd.proposed_at.desc(), ContractEnd.id)).all()


def find_end_ways(
    session: Session, contract: Contract, ends: Sequence[ContractEnd], *, identity: Identity
) -> EndWays:
    """Nothing once a line is live or the contract is not in force."""
    if not endable(contract):
        return EndWays()
    may_break = allowed(Permission.CONTRACT_BREAK, identity, contract)
    breaks = may_break and was_broken(session, contract)
    if not allowed(Permission.CONTRACT_END, identity, contract):
        return EndWays(breaks=breaks)
    side = side_of(contract, identity)
    open_one = next((one for one in ends if one.state == ContractEndState.PROPOSED), None)
    if open_one is None:
        return EndWays(proposes=True, breaks=breaks)
    if open_one.side == side:
        return EndWays(withdraws=open_one, breaks=breaks)
    return EndWays(answers=open_one, breaks=breaks)


def endable(contract: Contract) -> bool:
    """In force, and nothing delivered under it yet."""
    return contract.state == ContractState.IN_FORCE and not any(
        line.live_on for line in contract.lines
    )


def was_broken(session: Session, contract: Contract) -> bool:
    """Whether a claim for its cost was decided against the company, finally."""
    claim = sa.exists().where(
        DepositClaim.contract_id == contract.id, DepositClaim.state.in_(BROKEN)
    )
    return bool(session.scalar(sa.select(claim)))


def side_of(contract: Contract, identity: Identity) -> ContractSide:
    return ContractSide.MEMBER if identity.is_of(contract.member_id) else ContractSide.CARRIER


def lock_endable(
    session: Session, contract_id: UUID, permission: Permission, *, identity: Identity
) -> tuple[Contract, GroupBuy]:
    """The contract and its group buy, locked; raises NotFound, Forbidden, Conflict
    (contract_not_in_force, line_is_live)."""
    contract, group_buy = lock_contract(session, contract_id, whole=True)
    require(permission, identity, contract)
    if contract.state != ContractState.IN_FORCE:
        raise Conflict("contract_not_in_force", state=str(contract.state))
    live = sa.exists().where(
        ContractLine.contract_id == contract_id, ContractLine.live_on.is_not(None)
    )
    if session.scalar(sa.select(live)):
        raise Conflict("line_is_live")
    return contract, group_buy


def lock_end(
    session: Session, end_id: UUID, *, identity: Identity
) -> tuple[ContractEnd, Contract, GroupBuy]:
    """The proposal with its contract, locked likewise; whether it still waits, its life says."""
    contract_id = session.scalar(sa.select(ContractEnd.contract_id).where(ContractEnd.id == end_id))
    if contract_id is None:
        raise NotFound()
    contract, group_buy = lock_endable(
        session, contract_id, Permission.CONTRACT_END, identity=identity
    )
    query = sa.select(ContractEnd).where(ContractEnd.id == end_id)
    query = query.options(joinedload(ContractEnd.contract))
    return (
        session.scalars(query.execution_options(populate_existing=True)).one(),
        contract,
        group_buy,
    )
