"""The organiser cancels a group buy before the first signed contract, with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import ContractEvent, ContractState, GroupBuyEvent, RfqEvent, RfqState
from marketplace.errors import Conflict
from marketplace.models import Contract, GroupBuy, Rfq
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.release_lines import end_lines
from marketplace.services.wind_up import wind_up


def cancel_group_buy(
    session: Session, *, group_buy_id: UUID, reason: str, identity: Identity, now: datetime
) -> GroupBuy:
    """Cancel; an RFQ that is alive becomes void, contracts nobody signed are cancelled.

    Raises NotFound, Forbidden, IllegalMove, Conflict (contract_signed).
    """
    group_buy = find_group_buy(
        session, group_buy_id, identity, Permission.GROUP_BUY_ORGANISE, for_update=True
    )
    contracts = session.scalars(
        sa.select(Contract).where(Contract.group_buy_id == group_buy.id).with_for_update()
    ).all()
    if any(c.member_signed_at or c.carrier_signed_at for c in contracts):
        raise Conflict("contract_signed")
    group_buy.advance(GroupBuyEvent.CANCEL, by=identity, now=now, reason=reason)
    for contract in contracts:
        if contract.state == ContractState.DRAWN:
            contract.ended_reason = reason
            contract.advance(ContractEvent.CANCEL, by=identity, now=now, reason=reason)
            end_lines(session, contract, reason="group_buy_cancelled", by=identity, now=now)
    alive = sa.select(Rfq).where(
        Rfq.group_buy_id == group_buy.id,
        Rfq.state.in_([RfqState.QUOTING, RfqState.SHORT, RfqState.OPENED]),
    )
    for rfq in session.scalars(alive.with_for_update()):
        rfq.advance(RfqEvent.VOID, by=identity, now=now, reason=reason)
    wind_up(session, group_buy, now=now)
    return group_buy
