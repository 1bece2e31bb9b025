"""Everyone whom a turn of a group buy concerns is told of it, in the transaction of the turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import OrganisationState, ParticipationState, WaitingState
from marketplace.domain.modes import GroupBuyMode
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.i18n.notices_group_buys import THRESHOLDS
from marketplace.models import GroupBuy, Organisation, Participation, WaitingEntry
from marketplace.services.notify import notify

ORGANISERS = (Role.PARK_MANAGER, Role.LEAD_ENTERPRISE)


def tell_of_turn(
    session: Session,
    group_buy: GroupBuy,
    event: str,
    *,
    now: datetime,
    due_at: datetime | None = None,
    missed: Sequence[str] = (),
) -> None:
    """Tell members, invited and waiting companies `event`, and the organiser its own words of it.

    Which thresholds were missed only the organiser is told: of few members it would reveal demand.
    """
    known: dict[str, Any] = {"title_zh": group_buy.title_zh, "title_en": group_buy.title_en}
    where: dict[str, Any] = {
        "about": group_buy.id,
        "path": f"/group-buys/{group_buy.id}",
        "group_buy_id": group_buy.id,
        "due_at": due_at,
        "now": now,
    }
    companies = companies_concerned(session, group_buy)
    notify(session, event, to=companies, roles=[Role.MEMBER], **where, **known)
    named: dict[str, Any] = {
        f"missed_{tongue}": THRESHOLDS[tongue]["and"].join(THRESHOLDS[tongue][k] for k in missed)
        for tongue in ("zh", "en")
    }
    notify(
        session,
        f"{event}_organiser",
        to=[group_buy.organiser_id],
        roles=ORGANISERS,
        **where,
        **known,
        **(named if missed else {}),
    )


def companies_concerned(session: Session, group_buy: GroupBuy) -> set[UUID]:
    """Who has joined, who was invited, and who waits for a place."""
    joined = sa.select(Participation.member_id).where(
        Participation.group_buy_id == group_buy.id,
        Participation.state == ParticipationState.JOINED,
    )
    waiting = sa.select(WaitingEntry.member_id).where(
        WaitingEntry.group_buy_id == group_buy.id, WaitingEntry.state == WaitingState.WAITING
    )
    return set(session.scalars(joined.union(waiting))) | set(group_buy.invited_ids)


def tell_of_opening(session: Session, group_buy: GroupBuy, *, now: datetime) -> None:
    """Tell the companies that may take part that they may join until the lock."""
    notify(
        session,
        "group_buy_open",
        to=_may_join(session, group_buy),
        roles=[Role.MEMBER],
        about=group_buy.id,
        path=f"/group-buys/{group_buy.id}",
        group_buy_id=group_buy.id,
        due_at=group_buy.locks_at,
        now=now,
        title_zh=group_buy.title_zh,
        title_en=group_buy.title_en,
    )


def _may_join(session: Session, group_buy: GroupBuy) -> set[UUID]:
    if group_buy.mode == GroupBuyMode.DIRECTED:
        return set(group_buy.invited_ids)
    of_park = sa.select(Organisation.id).where(
        Organisation.kind == OrganisationKind.ENTERPRISE,
        Organisation.state == OrganisationState.CONFIRMED,
        Organisation.park_id == group_buy.organiser_id,
    )
    return set(session.scalars(of_park))
