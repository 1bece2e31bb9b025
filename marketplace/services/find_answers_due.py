"""What waits for an answer after an award: members' lines, free places, carriers' prices."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import (
    AcceptanceState,
    AwardState,
    ConfirmationState,
    GroupBuyState,
    WaitingState,
)
from marketplace.models import (
    Award,
    AwardConfirmation,
    AwardLine,
    GroupBuy,
    Line,
    WaitingEntry,
)
from marketplace.security.identity import Identity
from marketplace.services.find_places import find_places

TITLES = (GroupBuy.title_zh, GroupBuy.title_en)


def _open(now: datetime) -> sa.ColumnElement[bool]:
    """The award's acceptance window is open."""
    return sa.and_(
        Award.state == AwardState.STANDING,
        Award.settled_at.is_(None),
        Award.clock_stopped_at.is_(None),
        Award.acceptance_opens_at <= now,
        Award.acceptance_due_at > now,
        GroupBuy.state == GroupBuyState.AWARDED,
    )


def lines_to_answer(identity: Identity, now: datetime) -> Any:
    """Awards with lines of the caller's that wait for an answer, and how many they are."""
    return (
        sa.select(
            Award.id,
            *TITLES,
            Award.acceptance_due_at.label("due_at"),
            sa.func.count().label("count"),
        )
        .join(AwardLine, AwardLine.award_id == Award.id)
        .join(Line, Line.id == AwardLine.line_id)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .where(
            Line.member_id == identity.organisation_id,
            AwardLine.acceptance == AcceptanceState.PENDING,
            _open(now),
        )
        .group_by(Award.id, *TITLES, Award.acceptance_due_at)
    )


def prices_to_confirm(identity: Identity, now: datetime) -> Any:
    """Confirmations asked of the caller as a carrier."""
    return (
        sa.select(AwardConfirmation.id, *TITLES, AwardConfirmation.due_at)
        .join(GroupBuy, GroupBuy.id == AwardConfirmation.group_buy_id)
        .where(
            AwardConfirmation.carrier_id == identity.organisation_id,
            AwardConfirmation.state == ConfirmationState.PENDING,
            AwardConfirmation.due_at > now,
            GroupBuy.state == GroupBuyState.AWARDED,
        )
    )


def places_to_take(identity: Identity, now: datetime) -> Any:
    """Awards in which members declined lines, while the caller waits for a place."""
    waits = sa.exists().where(
        WaitingEntry.group_buy_id == Award.group_buy_id,
        WaitingEntry.member_id == identity.organisation_id,
        WaitingEntry.state == WaitingState.WAITING,
    )
    declined = sa.exists().where(
        AwardLine.award_id == Award.id, AwardLine.acceptance == AcceptanceState.DECLINED
    )
    return (
        sa.select(Award.id, *TITLES, Award.acceptance_due_at.label("due_at"))
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .where(waits, declined, _open(now))
    )


def find_free_place(session: Session, award_id: UUID, identity: Identity) -> UUID | None:
    """The award's group buy, if one of its free places is the caller's to take; else None."""
    award = session.get_one(Award, award_id)
    mine = sa.select(WaitingEntry.id).where(
        WaitingEntry.group_buy_id == award.group_buy_id,
        WaitingEntry.member_id == identity.organisation_id,
    )
    free = find_places(session, award).keys()
    return award.group_buy_id if free and free & set(session.scalars(mine)) else None
