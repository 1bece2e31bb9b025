"""Reads of service contracts: each party its own, observers and reviewers all."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.domain.lives import ContractState
from marketplace.errors import NotFound
from marketplace.models import Contract, ContractLine, GroupBuy, Line
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import sees_every_award


def visible_contracts(
    identity: Identity, group_buy_id: UUID | None = None, *, state: ContractState | None = None
) -> sa.Select[Contract]:
    """The contracts the caller may see, newest first, without their lines."""
    query = (
        sa.select(Contract)
        .options(joinedload(Contract.member), joinedload(Contract.carrier))
        .order_by(Contract.drawn_at.desc(), Contract.number)
    )
    if group_buy_id is not None:
        query = query.where(Contract.group_buy_id == group_buy_id)
    if state is not None:
        query = query.where(Contract.state == state)
    if sees_every_award(identity):
        return query
    mine = identity.organisation_id
    return query.where(sa.or_(Contract.member_id == mine, Contract.carrier_id == mine))


def find_contract(session: Session, *, contract_id: UUID, identity: Identity) -> Contract:
    """The contract with its lines; raises NotFound to all but its parties and overseers."""
    contract = session.scalars(
        sa.select(Contract)
        .where(Contract.id == contract_id)
        .options(
            joinedload(Contract.member),
            joinedload(Contract.carrier),
            selectinload(Contract.lines).joinedload(ContractLine.line).joinedload(Line.corridor),
        )
    ).one_or_none()
    if contract is None:
        raise NotFound()
    require(Permission.CONTRACT_READ, identity, contract)
    for line in contract.lines:  # a reference by two columns would be read anew for each line
        set_committed_value(line, "contract", contract)
    return contract


def lock_contract(
    session: Session, contract_id: UUID, *, whole: bool = False
) -> tuple[Contract, GroupBuy]:
    """The contract and its group buy, locked: the group buy first, always.

    `whole` locks the group buy against others of its contracts too, as a conclusion needs.
    """
    group_buy = session.scalars(
        sa.select(GroupBuy)
        .join(Contract, Contract.group_buy_id == GroupBuy.id)
        .where(Contract.id == contract_id)
        .with_for_update(of=GroupBuy, read=not whole)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if group_buy is None:
        raise NotFound()
    contract = session.scalars(
        sa.select(Contract)
        .where(Contract.id == contract_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return contract, group_buy
