"""What is going on around the caller: group buys under way, or the requests a carrier answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import GroupBuyState, RfqState
from marketplace.domain.roles import Role
from marketplace.models import Award, GroupBuy, Organisation, Rfq
from marketplace.security.identity import Identity
from marketplace.services.caller_parameters import anyone_like, values_of
from marketplace.services.find_group_buys import NEWEST_FIRST, is_visible_to
from marketplace.services.find_rfqs import invited

MOST = 6
TITLES = (GroupBuy.title_zh, GroupBuy.title_en)
ENDED = (GroupBuyState.CONCLUDED, GroupBuyState.FAILED, GroupBuyState.CANCELLED)
ANSWERED = (RfqState.QUOTING, RfqState.SHORT, RfqState.OPENED)


class NextTurn(StrEnum):
    """What comes next at a time that is known."""

    LOCK = "lock"
    OPENING = "opening"
    ACCEPTANCE = "acceptance"


TURNS = {
    "open": NextTurn.LOCK,
    "quoting": NextTurn.OPENING,
    "awarded": NextTurn.ACCEPTANCE,
}
"by the state of the group buy or of the request"


@dataclass(frozen=True)
class Organiser:
    """The names of the organisation that called for the group buy."""

    name_zh: str
    name_en: str


@dataclass(frozen=True)
class UnderWay:
    """One group buy, or the request of it that a carrier has a part in."""

    group_buy_id: UUID
    rfq_id: UUID | None
    "for a carrier; None for all others"
    title_zh: str
    title_en: str
    organiser: Organiser
    state: str
    turn: NextTurn | None
    turn_at: datetime | None


def find_under_way(session: Session, *, identity: Identity, now: datetime) -> list[UnderWay]:
    """At most MOST that have not ended, the newest first."""
    rows = session.execute(_statement(anyone_like(identity)), values_of(identity, now))
    return [_told(row) for row in rows]


@cache
def _statement(caller: Identity) -> sa.Select[Any]:
    query = _of_carrier(caller) if caller.has(Role.CARRIER) else _of_buyer(caller)
    return (
        query.join(Organisation, Organisation.id == GroupBuy.organiser_id)
        .add_columns(*TITLES, Organisation.name_zh, Organisation.name_en)
        .limit(MOST)
    )


def _of_buyer(caller: Identity) -> sa.Select[Any]:
    quotes_due = _newest(Rfq.quotes_due_at, Rfq.state == RfqState.QUOTING, Rfq.issued_at)
    answers_due = _newest(Award.acceptance_due_at, Award.superseded_at.is_(None), Award.awarded_at)
    times = {
        GroupBuyState.OPEN: GroupBuy.locks_at,
        GroupBuyState.QUOTING: quotes_due,
        GroupBuyState.AWARDED: answers_due,
    }
    return (
        sa.select(
            GroupBuy.id.label("group_buy_id"),
            sa.null().label("rfq_id"),
            GroupBuy.state,
            sa.case(times, value=GroupBuy.state).label("turn_at"),
        )
        .where(is_visible_to(caller), GroupBuy.state.not_in(ENDED))
        .order_by(*NEWEST_FIRST)
    )


def _of_carrier(caller: Identity) -> sa.Select[Any]:
    turn_at = sa.case((Rfq.state == RfqState.QUOTING, Rfq.quotes_due_at))
    return (
        sa.select(Rfq.group_buy_id, Rfq.id.label("rfq_id"), Rfq.state, turn_at.label("turn_at"))
        .join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
        .where(invited(caller.organisation_id), Rfq.state.in_(ANSWERED))
        .order_by(Rfq.issued_at.desc(), Rfq.id)
    )


def _newest(column: Any, where: Any, by: Any) -> Any:
    """SQL: that column of the group buy's newest row."""
    query = sa.select(column).where(column.class_.group_buy_id == GroupBuy.id, where)
    return query.order_by(by.desc()).limit(1).correlate(GroupBuy).scalar_subquery()


def _told(row: Any) -> UnderWay:
    turn = TURNS.get(str(row.state)) if row.turn_at else None
    return UnderWay(
        row.group_buy_id,
        row.rfq_id,
        row.title_zh,
        row.title_en,
        Organiser(row.name_zh, row.name_en),
        str(row.state),
        turn,
        row.turn_at,
    )
