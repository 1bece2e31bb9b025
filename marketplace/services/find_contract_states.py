"""How far the contracts of a group buy are: parties and states, no prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.domain.lives import ContractState
from marketplace.models import Contract, ContractLine, Organisation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy


@dataclass(frozen=True)
class ContractProgress:
    """A contract without what was agreed in it."""

    id: UUID
    number: str
    state: ContractState
    member: Organisation
    carrier: Organisation
    member_signed_at: datetime | None
    carrier_signed_at: datetime | None
    lines: int
    live: int


def find_contract_states(
    session: Session, *, award_id: UUID, group_buy_id: UUID, identity: Identity
) -> list[ContractProgress]:
    """The contracts of an award, for its organiser, observers and reviewers; else NotFound."""
    group_buy = find_group_buy(session, group_buy_id, identity)
    require(Permission.AWARD_READ, identity, group_buy)
    member, carrier = aliased(Organisation), aliased(Organisation)
    query = (
        sa.select(
            Contract.id,
            Contract.number,
            Contract.state,
            member,
            carrier,
            Contract.member_signed_at,
            Contract.carrier_signed_at,
            sa.func.count(ContractLine.id),
            sa.func.count(ContractLine.live_on),
        )
        .join(member, member.id == Contract.member_id)
        .join(carrier, carrier.id == Contract.carrier_id)
        .join(ContractLine, ContractLine.contract_id == Contract.id)
        .where(Contract.award_id == award_id, Contract.group_buy_id == group_buy_id)
        .group_by(Contract.id, member.id, carrier.id)
        .order_by(Contract.number)
    )
    return [ContractProgress(*row) for row in session.execute(query)]
