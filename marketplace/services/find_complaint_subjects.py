"""What a member may complain of: its lines under contract and the group buys it took part in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from marketplace.models import Contract, ContractLine, GroupBuy, Participation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission


@dataclass(frozen=True)
class ComplaintSubjects:
    """Newest first."""

    lines: Sequence[ContractLine]
    group_buys: Sequence[GroupBuy]


def find_complaint_subjects(session: Session, *, identity: Identity) -> ComplaintSubjects:
    """The caller's own; raises Forbidden to all but members."""
    require(Permission.SERVICE_COMPLAINT_SUBJECTS, identity)
    mine = identity.organisation_id
    lines = session.scalars(
        sa.select(ContractLine)
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(Contract.member_id == mine)
        .options(
            contains_eager(ContractLine.contract).options(
                joinedload(Contract.carrier), joinedload(Contract.group_buy)
            )
        )
        .order_by(Contract.drawn_at.desc(), Contract.number, ContractLine.reference)
        .limit(500)
    ).all()
    group_buys = session.scalars(
        sa.select(GroupBuy)
        .where(
            sa.exists().where(
                Participation.group_buy_id == GroupBuy.id, Participation.member_id == mine
            )
        )
        .order_by(GroupBuy.created_at.desc())
        .limit(200)
    ).all()
    return ComplaintSubjects(lines, group_buys)
