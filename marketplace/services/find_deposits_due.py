"""What waits for somebody about deposits: to be paid, to be decided, to be complained of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.domain.lives import ClaimState, DepositState, GroupBuyState
from marketplace.models import Deposit, DepositClaim, GroupBuy
from marketplace.security.identity import Identity

TITLES = (GroupBuy.title_zh, GroupBuy.title_en)


def deposits_to_pay(identity: Identity, now: datetime) -> sa.Select[Any]:
    """The caller's own, before the lock or after a charge that failed."""
    due_at = sa.case(
        (Deposit.state == DepositState.CONFIRMING, Deposit.confirm_due_at),
        else_=GroupBuy.locks_at,
    )
    open_still = GroupBuy.state == GroupBuyState.OPEN
    return (
        sa.select(Deposit.id, *TITLES, due_at.label("due_at"))
        .join(GroupBuy, GroupBuy.id == Deposit.group_buy_id)
        .where(
            Deposit.member_id == identity.organisation_id,
            sa.or_(
                Deposit.state == DepositState.CONFIRMING,
                sa.and_(Deposit.state == DepositState.DUE, open_still),
            ),
            due_at > now,
        )
    )


def claims_to_contest(identity: Identity, now: datetime) -> sa.Select[Any]:
    """Against the caller's deposits, while it may complain."""
    mine = DepositClaim.member_id == identity.organisation_id
    return _claims(DepositClaim.contest_due_at).where(
        mine, DepositClaim.state == ClaimState.PROPOSED, DepositClaim.contest_due_at > now
    )


def claims_to_decide(identity: Identity) -> sa.Select[Any]:
    """Filed, or contested with another reviewer having decided."""
    contested = sa.and_(
        DepositClaim.state == ClaimState.CONTESTED, DepositClaim.decided_by != identity.user_id
    )
    return _claims(DepositClaim.decide_due_at).where(
        sa.or_(DepositClaim.state == ClaimState.FILED, contested)
    )


def _claims(due_at: Any) -> sa.Select[Any]:
    return sa.select(DepositClaim.id, *TITLES, due_at.label("due_at")).join(
        GroupBuy, GroupBuy.id == DepositClaim.group_buy_id
    )
