"""A group buy is concluded when every accepted line is live."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import (
    AwardState,
    ConfirmationState,
    ContractState,
    GroupBuyEvent,
    GroupBuyState,
)
from marketplace.errors import Conflict
from marketplace.models import Award, AwardConfirmation, Contract, GroupBuy
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.wind_up import wind_up

log = logging.getLogger(__name__)
# A drawn contract that was cancelled has released its lines.
_ENDED = (ContractState.COMPLETED, ContractState.CANCELLED)


def conclude_group_buy(
    session: Session, *, group_buy_id: UUID, identity: Identity | None = None, now: datetime
) -> GroupBuy:
    """Conclude an awarded group buy. Raises NotFound, Forbidden, Conflict (lines_not_live)."""
    group_buy = find_group_buy(
        session, group_buy_id, identity, Permission.GROUP_BUY_ORGANISE, for_update=True
    )
    GroupBuy.life.after(group_buy.state, GroupBuyEvent.CONCLUDE)
    if not conclude_if_done(session, group_buy, identity=identity, now=now):
        raise Conflict("lines_not_live")
    return group_buy


def conclude_finished(session: Session, *, group_buy_id: UUID, now: datetime) -> bool:
    """What the sweep does with a finished group buy; False when somebody else was faster."""
    group_buy = find_group_buy(session, group_buy_id, None, for_update=True)
    return conclude_if_done(session, group_buy, identity=None, now=now)


def conclude_if_done(
    session: Session, group_buy: GroupBuy, *, identity: Identity | None, now: datetime
) -> bool:
    """Conclude the group buy, whose row is locked, if nothing is left to do; whether it was."""
    session.flush()
    if session.scalar(_finished().where(GroupBuy.id == group_buy.id)) is None:
        return False
    group_buy.concluded_at = now
    group_buy.advance(GroupBuyEvent.CONCLUDE, by=identity, now=now)
    wind_up(session, group_buy, now=now)
    log.info("group_buy_concluded", extra={"group_buy_id": group_buy.id})
    return True


def find_finished_group_buys(session: Session) -> Sequence[UUID]:
    """Awarded group buys of which every contract has ended and that still are to be concluded."""
    return session.scalars(_finished()).all()


def _finished() -> sa.Select[UUID]:
    mine = Contract.group_buy_id == GroupBuy.id
    return sa.select(GroupBuy.id).where(
        GroupBuy.state == GroupBuyState.AWARDED,
        sa.exists().where(
            Award.group_buy_id == GroupBuy.id,
            Award.state == AwardState.STANDING,
            Award.settled_at.is_not(None),
        ),
        sa.exists().where(mine, Contract.state == ContractState.COMPLETED),
        ~sa.exists().where(mine, Contract.state.not_in(_ENDED)),
        # A carrier still short may yet confirm its prices, upon which contracts are drawn.
        ~sa.exists().where(
            AwardConfirmation.group_buy_id == GroupBuy.id,
            AwardConfirmation.state == ConfirmationState.PENDING,
        ),
    )
