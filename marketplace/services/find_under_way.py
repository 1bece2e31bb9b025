"""What is going on around the caller: group buys under way, or the requests a carrier answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState, RfqState
from marketplace.domain.roles import Role
from marketplace.models import Award, GroupBuy, Organisation, Rfq
from marketplace.security.identity import Identity
from marketplace.services.find_group_buys import visible_group_buys
from marketplace.services.find_rfqs import visible_rfqs

MOST = 6
ENDED = (GroupBuyState.CONCLUDED, GroupBuyState.FAILED, GroupBuyState.CANCELLED)
ANSWERED = (RfqState.QUOTING, RfqState.SHORT, RfqState.OPENED)


class NextTurn(StrEnum):
    """What comes next at a time that is known."""

    LOCK = "lock"
    OPENING = "opening"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True)
class UnderWay:
    """One group buy, or the request of it that a carrier has a part in."""

    group_buy_id: UUID
    rfq_id: UUID | None
    "for a carrier; None for all others"
    title_zh: str
    title_en: str
    organiser: Organisation
    state: str
    turn: NextTurn | None
    turn_at: datetime | None


def find_under_way(session: Session, *, identity: Identity) -> list[UnderWay]:
    """At most MOST that have not ended, the newest first."""
    if identity.has(Role.CARRIER):
        return _of_carrier(session, identity)
    quotes_due = _newest(Rfq.quotes_due_at, Rfq.state == RfqState.QUOTING, Rfq.issued_at)
    answers_due = _newest(Award.acceptance_due_at, Award.superseded_at.is_(None), Award.awarded_at)
    query = (
        visible_group_buys(identity)
        .where(GroupBuy.state.not_in(ENDED))
        .add_columns(quotes_due, answers_due)
        .limit(MOST)
    )
    return [_told(*row) for row in session.execute(query)]


def _newest(column: Any, where: Any, by: Any) -> Any:
    """SQL: that column of the group buy's newest row."""
    query = sa.select(column).where(column.class_.group_buy_id == GroupBuy.id, where)
    return query.order_by(by.desc()).limit(1).correlate(GroupBuy).scalar_subquery()


def _told(
    group_buy: GroupBuy, quotes_due_at: datetime | None, answers_due_at: datetime | None
) -> UnderWay:
    times = {
        GroupBuyState.OPEN: (NextTurn.LOCK, group_buy.locks_at),
        GroupBuyState.QUOTING: (NextTurn.OPENING, quotes_due_at),
        GroupBuyState.AWARDED: (NextTurn.ACCEPTANCE, answers_due_at),
    }
    turn, turn_at = times.get(group_buy.state, (None, None))
    return UnderWay(
        group_buy.id,
        None,
        group_buy.title_zh,
        group_buy.title_en,
        group_buy.organiser,
        str(group_buy.state),
        turn if turn_at else None,
        turn_at,
    )


def _of_carrier(session: Session, identity: Identity) -> list[UnderWay]:
    query = visible_rfqs(identity).where(Rfq.state.in_(ANSWERED)).limit(MOST)
    return [
        UnderWay(
            rfq.group_buy_id,
            rfq.id,
            rfq.group_buy.title_zh,
            rfq.group_buy.title_en,
            rfq.group_buy.organiser,
            str(rfq.state),
            NextTurn.OPENING if rfq.state == RfqState.QUOTING else None,
            rfq.quotes_due_at if rfq.state == RfqState.QUOTING else None,
        )
        for rfq in session.scalars(query).unique()
    ]
