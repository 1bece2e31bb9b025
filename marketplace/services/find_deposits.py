"""Lists of deposits: a member's own, all for the platform, and who has paid for the organiser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.lives import RETURN_OVER, DepositState, ReturnState
from marketplace.models import Deposit, DepositClaim, DepositReturn, Organisation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_deposit import WHOLE
from marketplace.services.find_deposit_claims import OVERSEERS
from marketplace.services.find_disputes import held_by_bank
from marketplace.services.find_group_buys import find_group_buy


def visible_deposits(
    identity: Identity,
    *,
    state: DepositState | None = None,
    group_buy_id: UUID | None = None,
    to_do: bool = False,
    now: datetime,
) -> sa.Select[Deposit]:
    """Newest first; `to_do`: those of which the operator has to transfer something, or is late."""
    require(Permission.DEPOSIT_LIST, identity)
    query = sa.select(Deposit).options(*WHOLE)
    if not any(identity.has(role) for role in OVERSEERS):
        query = query.where(Deposit.member_id == identity.organisation_id)
    if state is not None:
        query = query.where(Deposit.state == state)
    if group_buy_id is not None:
        query = query.where(Deposit.group_buy_id == group_buy_id)
    if to_do:
        query = query.where(Deposit.id.in_(to_settle(now)))
    return query.order_by(Deposit.asked_at.desc(), Deposit.id)


def to_settle(now: datetime) -> sa.CompoundSelect[UUID]:
    """Deposits of which the operator has to transfer something, or a return is late."""
    back, claim = DepositReturn, DepositClaim
    to_make = sa.or_(
        back.state == ReturnState.FAILED,
        sa.and_(back.state.not_in(RETURN_OVER), back.due_at < now),
    )
    owed = sa.or_(
        sa.and_(to_make, ~held_by_bank()),
        sa.and_(back.interest_minor > 0, back.interest_paid_at.is_(None)),
    )
    kept = sa.select(claim.deposit_id).where(claim.state == "kept")
    return sa.select(back.deposit_id).where(owed).union(kept)


@dataclass(frozen=True)
class MemberPaid:
    """Where one member's deposit stands, as the organiser sees it: no amount, no way to pay."""

    member: Organisation
    state: DepositState
    secured: bool


SECURED = (
    DepositState.SAVED,
    DepositState.CHARGING,
    DepositState.HELD,
    DepositState.CLAIMED,
)


def find_paid_members(
    session: Session, *, group_buy_id: UUID, identity: Identity
) -> list[MemberPaid]:
    """For the organiser and reviewers, who read the demand with its members too."""
    find_group_buy(session, group_buy_id, identity, Permission.GROUP_BUY_DEMAND_READ)
    query = (
        sa.select(Deposit)
        .options(joinedload(Deposit.member))
        .where(Deposit.group_buy_id == group_buy_id)
        .order_by(Deposit.asked_at, Deposit.id)
    )
    return [
        MemberPaid(one.member, one.state, one.state in SECURED) for one in session.scalars(query)
    ]
