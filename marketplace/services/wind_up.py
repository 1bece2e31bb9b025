"""When a group buy has failed, was cancelled or is concluded: all are told and nobody waits on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState, WaitingEvent, WaitingState
from marketplace.models import GroupBuy, WaitingEntry
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.tell_of_turn import tell_of_turn

ENDS = (GroupBuyState.FAILED, GroupBuyState.CANCELLED, GroupBuyState.CONCLUDED)


def wind_up(
    session: Session, group_buy: GroupBuy, *, now: datetime, missed: Sequence[str] = ()
) -> None:
    """Tell everyone of the end that has just come, and end the waiting list.

    To be called in the transaction of the move, with the group buy's row locked.
    """
    if group_buy.state not in ENDS:
        return
    tell_of_turn(session, group_buy, f"group_buy_{group_buy.state}", now=now, missed=missed)
    waiting = sa.select(WaitingEntry).where(
        WaitingEntry.group_buy_id == group_buy.id, WaitingEntry.state == WaitingState.WAITING
    )
    for entry in session.scalars(waiting.with_for_update()):
        entry.advance(WaitingEvent.END, by=None, now=now, reason=str(group_buy.state))


def wind_up_ended(session: Session, *, group_buy_id: UUID, now: datetime) -> None:
    """What the sweep does with a group buy that has ended while companies wait on."""
    wind_up(session, find_group_buy(session, group_buy_id, None, for_update=True), now=now)


def ended_with_waiting(session: Session) -> Sequence[UUID]:
    """Group buys that have ended and still have somebody waiting."""
    query = (
        sa.select(GroupBuy.id)
        .join(WaitingEntry, WaitingEntry.group_buy_id == GroupBuy.id)
        .where(GroupBuy.state.in_(ENDS), WaitingEntry.state == WaitingState.WAITING)
    )
    return session.scalars(query.distinct()).all()
